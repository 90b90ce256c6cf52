package dev.sluice.api.letters;

import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private final Letters letters;
    private final SentLetters sent;
    private final MailServer server;
    private final InstantSource clock;
    private @Nullable String tried;
    private int tries;

    Postman(Letters letters, SentLetters sent, MailServer server, InstantSource clock) {
        this.letters = letters;
        this.sent = sent;
        this.server = server;
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

    Progress deliver(Happened happened) {
        if (!clock.instant().isBefore(happened.at().plus(Letters.NEWS_KEPT))) {
            return Progress.NOTHING;
        }
        return switch (letters.due(happened)) {
            case Due.Nothing() -> Progress.NOTHING;
            case Due.NotYet() -> unlessLastTry(happened.id(), LOOKS_MAX);
            case Due.Now(var letter, var goodUntil) -> deliver(letter, goodUntil);
        };
    }

    private Progress deliver(Letter letter, Instant goodUntil) {
        if (sent.isSent(letter.id())) {
            return Progress.DONE;
        }
        if (!clock.instant().isBefore(goodUntil)) {
            LOG.atWarn().addKeyValue("letter", letter).log("letter dropped: the mail server was away for too long");
            return Progress.DONE;
        }
        return switch (server.deliver(letter)) {
            case TAKEN -> {
                sent.sent(letter.id());
                yield Progress.DONE;
            }
            case REFUSED -> Progress.DONE;
            case DEFERRED -> unlessLastTry(letter.id(), DEFERRALS_MAX);
            case AWAY -> Progress.AGAIN;
        };
    }

    private Progress unlessLastTry(String id, int triesMax) {
        tries = id.equals(tried) ? tries + 1 : 1;
        tried = id;
        if (tries < triesMax) {
            return Progress.AGAIN;
        }
        LOG.atWarn().addKeyValue("event", id).addKeyValue("tries", tries).log("letter given up");
        return Progress.DONE;
    }
}
