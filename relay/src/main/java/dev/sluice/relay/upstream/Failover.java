package dev.sluice.relay.upstream;

/// Whether a request that failed at one upstream may go to another. While nothing was sent it always may,
/// once; after an answer only where that is configured: clients ask again by themselves, and what was sent
/// may be billed.
///
/// @param afterAnswer
///            whether 429, 5xx or a refusal of our own account may be followed by another upstream
/// @param attemptsMax
///            requests sent for one request of a client, the first one included; 1 to 5
public record Failover(boolean afterAnswer, int attemptsMax) {

    public static final int ATTEMPTS_MAX = 5;
    /// Connecting is tried this often: once, and once more.
    public static final int CONNECTS_MAX = 2;
    public static final Failover OFF = new Failover(false, 1);

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    public Failover {
        if (attemptsMax < 1 || attemptsMax > ATTEMPTS_MAX) {
            throw new IllegalArgumentException(
                    "attemptsMax: " + attemptsMax + " (expected: 1 to " + ATTEMPTS_MAX + ")");
        }
    }

    /// After `connects` tries of which none led to a connection, with nothing sent.
    public boolean afterConnectFailure(int connects) {
        return connects < CONNECTS_MAX;
    }

    /// After an answer with an error status of which the client saw nothing; `sent` requests went up so far.
    public boolean afterAnswer(int status, boolean accountTrouble, int sent) {
        boolean another = accountTrouble || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
        return afterAnswer && another && sent < attemptsMax;
    }
}
