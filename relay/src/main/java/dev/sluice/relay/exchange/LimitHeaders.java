package dev.sluice.relay.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.usage.Service;

/// What an answer tells about the limits its request was admitted under: `RateLimit` and `RateLimit-Policy`
/// as the IETF draft has them, and the provider's own names with our numbers. Windows roll: a window is full
/// again once it has passed without a request.
final class LimitHeaders {

    private static final long MINUTE_SECONDS = 60;
    private static final long DAY_SECONDS = 86_400;

    private LimitHeaders() {}

    /// `user` and `key` are the limits, `left` what remains of them after this request.
    static Map<String, String> of(Allowances user, Allowances key, Remaining left, Service service, Instant now) {
        StringJoiner policies = new StringJoiner(", ");
        StringJoiner states = new StringJoiner(", ");
        for (Window window : Window.values()) {
            add(policies, states, window, "user", user.of(window.limit), left.user().of(window.limit));
            add(policies, states, window, "key", key.of(window.limit), left.key().of(window.limit));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (policies.length() > 0) {
            headers.put("ratelimit-policy", policies.toString());
            headers.put("ratelimit", states.toString());
        }
        addOwn(headers, service, "requests", Limit.REQUESTS_PER_MINUTE, user, key, left, now);
        addOwn(headers, service, "tokens", Limit.TOKENS_PER_MINUTE, user, key, left, now);
        return headers;
    }

    private static void add(StringJoiner policies, StringJoiner states, Window window, String scope, long most,
            long left) {
        if (most != Allowances.NO_LIMIT && left != Allowances.NO_LIMIT) {
            String name = "\"" + scope + "-" + window.name + "\"";
            policies.add(name + ";q=" + most + ";w=" + window.seconds + window.unit);
            states.add(name + ";r=" + left + ";t=" + window.seconds);
        }
    }

    /// The provider's names know one limit of a kind: the one of which less remains.
    private static void addOwn(Map<String, String> headers, Service service, String what, Limit limit, Allowances user,
            Allowances key, Remaining left, Instant now) {
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
                headers.put(name + "-reset",
                        now.plusSeconds(MINUTE_SECONDS).truncatedTo(ChronoUnit.SECONDS).toString());
            }
            case CODEX -> {
                headers.put("x-ratelimit-limit-" + what, Long.toString(most));
                headers.put("x-ratelimit-remaining-" + what, Long.toString(rest));
                headers.put("x-ratelimit-reset-" + what, "1m0s");
            }
        }
    }

    /// The limits that have a rolling window of a fixed length.
    private enum Window {
        REQUESTS_PER_MINUTE(Limit.REQUESTS_PER_MINUTE, "rpm", MINUTE_SECONDS, ""),
        REQUESTS_PER_DAY(Limit.REQUESTS_PER_DAY, "rpd", DAY_SECONDS, ""),
        TOKENS_PER_MINUTE(Limit.TOKENS_PER_MINUTE, "tpm", MINUTE_SECONDS, ";qu=\"tokens\"");

        private final Limit limit;
        private final String name;
        private final long seconds;
        private final String unit;

        Window(Limit limit, String name, long seconds, String unit) {
            this.limit = limit;
            this.name = name;
            this.seconds = seconds;
            this.unit = unit;
        }
    }
}
