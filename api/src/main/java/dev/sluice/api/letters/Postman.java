package dev.sluice.api.letters;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.api.letters.LetterMeters.End;
import dev.sluice.api.letters.LetterMeters.Failure;
import dev.sluice.api.letters.Letters.Happened;
import dev.sluice.api.mail.Letter;
import dev.sluice.api.mail.MailServer;

/// Takes each event of a partition to its end, one after the other: a letter was taken by the mail server,
/// refused by it, too late, or none was due. What cannot be done now is to be tried again.
final class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    /// So often a letter is shown to a mail server that does not want it now.
    private static final int DEFERRALS_MAX = 10;
    /// So often the user of an event is looked for; who is not there by then was erased.
    private static final int LOOKS_MAX = 20;
    /// One event of each partition is under way; those of partitions that went elsewhere are left behind.
    private static final int UNDERWAY_MAX = 1_000;

    private final Letters letters;
    private final SentLetters sent;
    private final MailServer server;
    private final LetterMeters meters;
    private final InstantSource clock;
    private final Map<String, Tries> underway = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > UNDERWAY_MAX;
        }
    };

    Postman(Letters letters, SentLetters sent, MailServer server, LetterMeters meters, InstantSource clock) {
        this.letters = letters;
        this.sent = sent;
        this.server = server;
        this.meters = meters;
        this.clock = clock;
    }

    /// How far an event got.
    enum Progress {
        /// There was nothing to do.
        NOTHING,
        /// It is done with, and that must not be forgotten.
        DONE,
        /// It is to be tried again.
        AGAIN
    }

    /// How often an event was tried, and with what success.
    private record Tries(int looks, int deferrals, boolean wasDue) {

        static final Tries NONE = new Tries(0, 0, false);

        Tries looked() {
            return new Tries(looks + 1, deferrals, wasDue);
        }

        Tries deferred() {
            return new Tries(looks, deferrals + 1, wasDue);
        }

        Tries due() {
            return new Tries(looks, deferrals, true);
        }
    }

    Progress deliver(Happened happened) {
        Tries tries = underway.getOrDefault(happened.id(), Tries.NONE);
        Progress progress = tried(happened, tries);
        if (progress != Progress.AGAIN) {
            underway.remove(happened.id());
        }
        return progress;
    }

    private Progress tried(Happened happened, Tries tries) {
        if (isOver(happened.at().plus(Letters.NEWS_KEPT))) {
            return late(happened.id(), tries);
        }
        return switch (letters.due(happened)) {
            case Due.Nothing() -> Progress.NOTHING;
            case Due.NotYet(var until) -> isOver(until)
                    ? late(happened.id(), tries)
                    : again(happened.id(), tries.looked(), tries.looks() + 1 < LOOKS_MAX);
            case Due.Now(var letter, var goodUntil) -> deliver(letter, goodUntil, tries);
        };
    }

    private Progress deliver(Letter letter, Instant goodUntil, Tries tries) {
        if (!tries.wasDue()) {
            meters.due();
        }
        if (sent.isSent(letter.id())) {
            return ended(End.SENT_BEFORE);
        }
        return isOver(goodUntil) ? late(letter.id(), tries.due()) : shown(letter, tries.due());
    }

    private Progress shown(Letter letter, Tries tries) {
        return switch (server.deliver(letter)) {
            case TAKEN -> {
                sent.sent(letter.id());
                yield ended(End.SENT);
            }
            case REFUSED -> ended(End.REFUSED);
            case DEFERRED -> {
                meters.failed(Failure.DEFERRED);
                yield again(letter.id(), tries.deferred(), tries.deferrals() + 1 < DEFERRALS_MAX);
            }
            case AWAY -> {
                meters.failed(Failure.AWAY);
                yield again(letter.id(), tries, true);
            }
        };
    }

    private Progress again(String id, Tries tries, boolean may) {
        if (may) {
            underway.put(id, tries);
            return Progress.AGAIN;
        }
        LOG.atWarn().addKeyValue("event", id).addKeyValue("tries", tries.looks() + tries.deferrals())
                .log("letter given up");
        return tries.wasDue() ? ended(End.GIVEN_UP) : Progress.DONE;
    }

    private Progress late(String id, Tries tries) {
        if (!tries.wasDue()) {
            return Progress.NOTHING;
        }
        LOG.atWarn().addKeyValue("event", id).log("letter dropped: the mail server was away for too long");
        return ended(End.LATE);
    }

    private Progress ended(End end) {
        meters.ended(end);
        return Progress.DONE;
    }

    private boolean isOver(Instant until) {
        return !clock.instant().isBefore(until);
    }
}
