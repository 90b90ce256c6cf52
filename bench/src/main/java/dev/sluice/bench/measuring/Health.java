package dev.sluice.bench.measuring;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Whether an application says that it is ready.
public final class Health {

    private static final int OK = 200;
    private static final int MILLIS_MAX = 2_000;

    private Health() {}

    /// Asks Spring's readiness group on a port of the loopback address.
    public static boolean isReady(int port) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(MILLIS_MAX);
            connection.setReadTimeout(MILLIS_MAX);
            return connection.getResponseCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}
