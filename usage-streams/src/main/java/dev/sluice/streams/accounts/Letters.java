package dev.sluice.streams.accounts;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.rated.DeadLetterSettled;
import dev.sluice.contracts.rated.DeadLetterSettled.Verdict;
import dev.sluice.contracts.rated.UsageAlert;
import dev.sluice.streams.accounts.rows.LetterKind;

/// Dead letters of an account: each is held once and settled once, by the first verdict in the log. A parked
/// account goes on when the last letter that parked it is settled.
final class Letters {

    private static final String SETTLED_BEFORE = "settled before";

    private final Turn turn;
    /// Where the record of this turn stands.
    private final String place;
    private final List<Held> held = new ArrayList<>(0);
    private final List<DeadLetterSettled> settled = new ArrayList<>(0);
    private @Nullable LetterKind replayed;
    private @Nullable String refusal;

    Letters(Turn turn, String place) {
        this.turn = turn;
        this.place = place;
    }

    List<Held> held() {
        return held;
    }

    List<DeadLetterSettled> settled() {
        return settled;
    }

    /// Keeps the record of this turn for a person to look at, and says so.
    ///
    /// @param event
    ///            what is held, where that is not the record itself
    void hold(LetterKind kind, @Nullable RequestId request, String reason, @Nullable AccountEvent event) {
        turn.rows().put(turn.userId(), place, kind);
        held.add(new Held(kind, reason, event));
        if (kind.parks()) {
            turn.rows().putParking(turn.userId(), turn.rows().parking(turn.userId()) + 1);
            turn.user().park(true);
            turn.change();
        }
        turn.alert(kind.parks() ? UsageAlert.Kind.PARKED : UsageAlert.Kind.QUARANTINED, request, reason);
    }

    /// Decides the record as the repeat of a letter: not at all when the letter is settled. `rules` may refuse.
    void replay(Replay replay, Runnable rules) {
        LetterKind kind = turn.rows().letter(turn.userId(), replay.place());
        if (!isOpen(kind, replay.place())) {
            tell(replay.place(), Verdict.REFUSED, SETTLED_BEFORE, replay.by());
            return;
        }
        replayed = kind;
        rules.run();
        String refused = refusal;
        if (refused == null) {
            settle(kind, replay.place());
            tell(replay.place(), Verdict.REPLAYED, "", replay.by());
        } else {
            tell(replay.place(), Verdict.REFUSED, refused, replay.by());
        }
    }

    void dismiss(String letter, String reason, String by) {
        LetterKind kind = turn.rows().letter(turn.userId(), letter);
        if (isOpen(kind, letter)) {
            settle(kind, letter);
            tell(letter, Verdict.DISMISSED, reason, by);
        } else {
            tell(letter, Verdict.REFUSED, SETTLED_BEFORE, by);
        }
    }

    /// The replay of a letter failed as its record did: it stays as it is.
    void failed(Replay replay, String reason) {
        tell(replay.place(), Verdict.REFUSED, reason, replay.by());
    }

    /// Somebody wants this record believed that was held for its content.
    boolean isBelieved() {
        return replayed == LetterKind.CONFLICT || replayed == LetterKind.QUARANTINE;
    }

    /// Says why nothing can come of the replay yet: nothing else of this turn may have taken effect.
    void refuse(String reason) {
        refusal = reason;
    }

    /// What the relay could not send was never known here, and is open until the first verdict.
    private boolean isOpen(@Nullable LetterKind kind, String letter) {
        return kind != null || turn.rows().first(turn.userId(), command(letter));
    }

    private void settle(@Nullable LetterKind kind, String letter) {
        if (kind == null) {
            return;
        }
        turn.rows().settle(turn.userId(), letter);
        turn.rows().first(turn.userId(), command(letter));
        if (kind.parks()) {
            long left = Math.max(0, turn.rows().parking(turn.userId()) - 1);
            turn.rows().putParking(turn.userId(), left);
            if (left == 0) {
                turn.user().park(false);
                turn.change();
            }
        }
    }

    private static String command(String letter) {
        return "letter/" + letter;
    }

    private void tell(String letter, Verdict verdict, String detail, String by) {
        settled.add(new DeadLetterSettled(letter, turn.userId(), turn.appendedAt(), verdict, detail, by));
    }
}
