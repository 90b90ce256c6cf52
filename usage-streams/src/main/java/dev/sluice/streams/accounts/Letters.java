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
import dev.sluice.streams.accounts.rows.LetterRow;
import dev.sluice.streams.accounts.rows.ParkingRow;

/// Dead letters of an account: each is held once and settled once, by the first verdict in the log. A parked
/// account goes on when the last letter that parked it is settled.
final class Letters {

    private static final String SETTLED_BEFORE = "settled before";
    private static final int TOLD_LENGTH_MAX = 300;

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
        ParkingRow parking = turn.rows().parking(turn.userId());
        turn.rows().put(turn.userId(), place, new LetterRow(kind, parking.releases()));
        held.add(new Held(kind, reason, event));
        if (kind.parks()) {
            turn.rows().put(turn.userId(), parking.plus(1));
            turn.user().park(true);
            turn.change();
        }
        turn.alert(kind.parks() ? UsageAlert.Kind.PARKED : UsageAlert.Kind.QUARANTINED, request, reason);
    }

    /// Decides the record as the repeat of a letter: not at all when the letter is settled. `rules` may refuse.
    void replay(Replay replay, Runnable rules) {
        LetterRow letter = turn.rows().letter(turn.userId(), replay.place());
        if (!isOpen(letter, replay.place())) {
            tell(replay.place(), Verdict.REFUSED, SETTLED_BEFORE, replay.by());
            return;
        }
        replayed = letter == null ? null : letter.kind();
        rules.run();
        String refused = refusal;
        if (refused == null) {
            settle(letter, replay.place());
            tell(replay.place(), Verdict.REPLAYED, "", replay.by());
        } else {
            tell(replay.place(), Verdict.REFUSED, refused, replay.by());
        }
    }

    void dismiss(String place, String reason, String by) {
        LetterRow letter = turn.rows().letter(turn.userId(), place);
        if (isOpen(letter, place)) {
            settle(letter, place);
            tell(place, Verdict.DISMISSED, reason, by);
        } else {
            tell(place, Verdict.REFUSED, SETTLED_BEFORE, by);
        }
    }

    /// The account goes on, whatever letters are open: those park it no more.
    void release() {
        turn.user().park(false);
        turn.change();
        ParkingRow parking = turn.rows().parking(turn.userId());
        if (parking.letters() > 0) {
            turn.rows().put(turn.userId(), parking.released());
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
    private boolean isOpen(@Nullable LetterRow letter, String of) {
        return letter != null || turn.rows().first(turn.userId(), command(of));
    }

    private void settle(@Nullable LetterRow letter, String of) {
        if (letter == null) {
            return;
        }
        turn.rows().settle(turn.userId(), of);
        turn.rows().first(turn.userId(), command(of));
        ParkingRow parking = turn.rows().parking(turn.userId());
        if (letter.kind().parks() && letter.releases() == parking.releases()) {
            ParkingRow left = parking.plus(-1);
            turn.rows().put(turn.userId(), left);
            if (left.letters() == 0) {
                turn.user().park(false);
                turn.change();
            }
        }
    }

    private static String command(String letter) {
        return "letter/" + letter;
    }

    private void tell(String letter, Verdict verdict, String detail, String by) {
        settled.add(new DeadLetterSettled(cut(letter), turn.userId(), turn.appendedAt(), verdict, cut(detail),
                cut(by)));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), TOLD_LENGTH_MAX));
    }
}
