package dev.sluice.relay.exchange.reservation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.usage.Service;

/// What an answer tells about the limits its request was admitted under: `RateLimit` and `RateLimit-Policy`
/// as the IETF draft has them, and the provider's own names with our numbers. Windows roll: a window is full
/// again once it has passed without a request.
public final class LimitHeaders {

    private static final long MINUTE_SECONDS = 60;
    private static final long DAY_SECONDS = 86_400;
    private static final int TEXT_LENGTH = 192;
    private static final Window[] WINDOWS = Window.values();

    private LimitHeaders() {}

    /// `user` and `key` are the limits, `left` what remains of them after this request.
    public static Map<String, String> of(Allowances user, Allowances key, Remaining left, Service service,
            Instant now) {
        StringBuilder policies = new StringBuilder(TEXT_LENGTH);
        StringBuilder states = new StringBuilder(TEXT_LENGTH);
        for (Window window : WINDOWS) {
            window.ofUser.add(policies, states, user.of(window.limit), left.user().of(window.limit));
            window.ofKey.add(policies, states, key.of(window.limit), left.key().of(window.limit));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (policies.length() > 0) {
            headers.put("ratelimit-policy", policies.toString());
            headers.put("ratelimit", states.toString());
        }
        String reset = switch (service) {
            case CLAUDE -> now.plusSeconds(MINUTE_SECONDS).truncatedTo(ChronoUnit.SECONDS).toString();
            case CODEX -> "1m0s";
        };
        addOwn(headers, service, "requests", Limit.REQUESTS_PER_MINUTE, user, key, left, reset);
        addOwn(headers, service, "tokens", Limit.TOKENS_PER_MINUTE, user, key, left, reset);
        return headers;
    }

    /// The provider's names know one limit of a kind: the one of which less remains.
    private static void addOwn(Map<String, String> headers, Service service, String what, Limit limit, Allowances user,
            Allowances key, Remaining left, String reset) {
        boolean ofUser = user.of(limit) != Allowances.NO_LIMIT && left.user().of(limit) != Allowances.NO_LIMIT;
        boolean ofKey = key.of(limit) != Allowances.NO_LIMIT && left.key().of(limit) != Allowances.NO_LIMIT;
        if (!ofUser && !ofKey) {
            return;
        }
        boolean keyIsTighter = ofKey && (!ofUser || left.key().of(limit) <= left.user().of(limit));
        long most = keyIsTighter ? key.of(limit) : user.of(limit);
        long rest = keyIsTighter ? left.key().of(limit) : left.user().of(limit);
        switch (service) {
            case CLAUDE -> {
                String name = "anthropic-ratelimit-" + what;
                headers.put(name + "-limit", Long.toString(most));
                headers.put(name + "-remaining", Long.toString(rest));
                headers.put(name + "-reset", reset);
            }
            case CODEX -> {
                headers.put("x-ratelimit-limit-" + what, Long.toString(most));
                headers.put("x-ratelimit-remaining-" + what, Long.toString(rest));
                headers.put("x-ratelimit-reset-" + what, reset);
            }
        }
    }

    /// The limits that have a rolling window of a fixed length.
    private enum Window {
        REQUESTS_PER_MINUTE(Limit.REQUESTS_PER_MINUTE, "rpm", MINUTE_SECONDS, ""),
        REQUESTS_PER_DAY(Limit.REQUESTS_PER_DAY, "rpd", DAY_SECONDS, ""),
        TOKENS_PER_MINUTE(Limit.TOKENS_PER_MINUTE, "tpm", MINUTE_SECONDS, ";qu=\"tokens\"");

        private final Limit limit;
        private final Texts ofUser;
        private final Texts ofKey;

        Window(Limit limit, String name, long seconds, String unit) {
            this.limit = limit;
            this.ofUser = Texts.of("user-" + name, seconds, unit);
            this.ofKey = Texts.of("key-" + name, seconds, unit);
        }
    }

    /// What surrounds the two numbers of a window in the two headers.
    private record Texts(String beforeMost, String afterMost, String beforeLeft, String afterLeft) {

        static Texts of(String name, long seconds, String unit) {
            String quoted = "\"" + name + "\"";
            return new Texts(quoted + ";q=", ";w=" + seconds + unit, quoted + ";r=", ";t=" + seconds);
        }

        void add(StringBuilder policies, StringBuilder states, long most, long left) {
            if (most != Allowances.NO_LIMIT && left != Allowances.NO_LIMIT) {
                String comma = policies.isEmpty() ? "" : ", ";
                policies.append(comma).append(beforeMost).append(most).append(afterMost);
                states.append(comma).append(beforeLeft).append(left).append(afterLeft);
            }
        }
    }
}
