package dev.sluice.streams.verifying;

/// What is compared with the log.
public enum Subject {
    RATED("usage.rated"), LEDGER("ledger.entries"), VIEW("account.view"), STATE("decider state"), REDIS("Redis"),
    ROLL_UPS("usage.rollups"), MONEY("wallets = ledger");

    private final String text;

    Subject(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
