package dev.sluice.streams.query;

import dev.sluice.contracts.ids.UserId;

/// The log has never seen this user.
final class UnknownAccount extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownAccount(UserId user) {
        super("account " + user + " is not known", null, false, false);
    }
}
