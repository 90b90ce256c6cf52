package dev.sluice.api.sessions;

import dev.sluice.contracts.ids.UserId;

/// Under what names wrong guesses are counted.
public final class Guesses {

    private Guesses() {}

    /// Passwords at the door, where nobody is known yet: by the hash of the address.
    public static String ofAccount(String emailHash) {
        return "account:" + emailHash;
    }

    /// Passwords that are asked for again.
    static String ofPassword(UserId userId) {
        return "again:" + userId.value();
    }

    /// Codes of the second factor.
    public static String ofCode(UserId userId) {
        return "code:" + userId.value();
    }
}
