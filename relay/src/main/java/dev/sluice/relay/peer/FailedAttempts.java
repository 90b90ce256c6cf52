package dev.sluice.relay.peer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/// How often an address sent a credential that is not one. Past the bound such an address is not asked for
/// more than a look: only credentials that were good before are looked up for it, so that a flood from behind
/// the address of an office does not lock the office out. Confined to one event loop; each loop counts for
/// itself.
public final class FailedAttempts {

    /// Failures at once before an address must wait.
    static final int FAILURES_MAX = 32;
    /// After this time one more failure is forgiven.
    public static final Duration FORGIVEN_AFTER = Duration.ofSeconds(1);
    /// Addresses remembered; of more, the one that failed longest ago is forgotten.
    static final int ADDRESSES_MAX = 8_192;
    /// Good credentials recognised again; by a fingerprint that tells nothing about them.
    static final int CREDENTIALS_MAX = 16_384;
    private static final int IPV6_NETWORK_GROUPS = 4;

    private final LongSupplier nanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };
    private final int[] good = new int[CREDENTIALS_MAX];

    /// `nanos` is a monotonic clock.
    public FailedAttempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether a request with this credential must wait, unlooked at.
    public boolean mustWait(String address, @Nullable String credential) {
        if (failures.isEmpty()) {
            return false;
        }
        Failures known = failures.get(network(address));
        return known != null && known.left(nanos.getAsLong()) >= FAILURES_MAX && !wasGood(credential);
    }

    public void failed(String address) {
        failures.computeIfAbsent(network(address), _ -> new Failures(nanos.getAsLong())).add(nanos.getAsLong());
    }

    public void succeeded(@Nullable String credential) {
        if (credential != null) {
            int fingerprint = credential.hashCode();
            good[slot(fingerprint)] = fingerprint;
        }
    }

    private boolean wasGood(@Nullable String credential) {
        return credential != null && good[slot(credential.hashCode())] == credential.hashCode();
    }

    private static int slot(int fingerprint) {
        return Math.floorMod(fingerprint * 0x9E3779B9, CREDENTIALS_MAX);
    }

    /// One holder of IPv6 has a network of 64 bits at least.
    private static String network(String address) {
        int end = -1;
        for (int group = 0; group < IPV6_NETWORK_GROUPS; group++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }

    /// Failures that leak away one by one.
    private static final class Failures {

        private int count;
        private long sinceNanos;

        Failures(long nowNanos) {
            this.sinceNanos = nowNanos;
        }

        int left(long nowNanos) {
            long forgiven = (nowNanos - sinceNanos) / FORGIVEN_AFTER.toNanos();
            if (forgiven > 0) {
                count = (int) Math.max(0, count - forgiven);
                sinceNanos += forgiven * FORGIVEN_AFTER.toNanos();
            }
            return count;
        }

        void add(long nowNanos) {
            count = Math.min(FAILURES_MAX, left(nowNanos) + 1);
        }
    }
}
