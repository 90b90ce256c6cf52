package dev.sluice.streams.accounts.rows;

import java.util.ArrayList;
import java.util.List;

import com.github.f4b6a3.uuid.UuidCreator;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.ids.UserId;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/// What is kept decoded, beside the store it is kept of.
class RecentRowsTest {

    private final InMemoryRows store = new InMemoryRows();
    private final StoredRows stored = new StoredRows(store);
    private final RecentRows rows = new RecentRows(stored);
    private final UserId user = UserId.of(UuidCreator.getTimeOrderedEpoch());

    @Test
    void aRowThatWasPutBackIsGivenAwayOnce() {
        UserRow row = new UserRow();
        rows.put(user, row);

        assertThat(rows.user(user)).isSameAs(row);
        assertThat(rows.user(user)).isNotNull().isNotSameAs(row);
    }

    @Test
    void whatTheReaderDidNotPutBackNeverWas() {
        UserRow row = new UserRow();
        rows.put(user, row);
        requireNonNull(rows.user(user)).freeze(true);

        assertThat(requireNonNull(rows.user(user)).halt()).isNull();
    }

    @Test
    void afterAFailureTheStoreIsAskedAgain() {
        rows.put(user, new UserRow());
        UserRow written = new UserRow();
        written.freeze(true);
        stored.put(user, written);

        rows.forget();

        assertThat(requireNonNull(rows.user(user)).isFrozen()).isTrue();
    }

    @Test
    void moreThanTheBoundIsInTheStoreAlone() {
        List<UserId> users = new ArrayList<>();
        for (int i = 0; i <= RecentRows.ROWS_MAX; i++) {
            users.add(UserId.of(UuidCreator.getTimeOrderedEpoch()));
            rows.put(users.getLast(), new UserRow());
        }
        store.all().clear();

        assertThat(rows.user(users.getFirst())).isNull();
        assertThat(rows.user(users.get(1))).isNotNull();
    }
}
