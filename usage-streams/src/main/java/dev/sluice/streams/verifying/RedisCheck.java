package dev.sluice.streams.verifying;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import dev.sluice.contracts.admission.AccountView;
import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.topics.Partitions;

/// Compares Redis with the views the log gives: each user scope and each key scope at the version it has. What
/// must be there is what `account.view` had when its writer had last committed.
final class RedisCheck {

    private static final String KEY_FIELD = "k:";
    /// In the order of `ApplyRequest.args()`.
    private static final List<String> USER_FIELDS = List.of("epoch", "ver", "asof", "bal", "credit", "open", "halt",
            "win", "sum");
    private static final String KEY_SUMS_FIELD = "s:";
    private static final int KEY_SCOPE_ARG = 10;
    private static final int KEY_SUMS_ARG = 11;

    private final NewestCheck<String> users;
    private final NewestCheck<String> keys;

    RedisCheck(RedisAccounts redis, int partition, int partitions, Since since, Findings findings) {
        users = new NewestCheck<>(Subject.REDIS, findings, since::isAfter);
        keys = new NewestCheck<>(Subject.REDIS, findings,
                (key, version) -> since.isAfter(key.substring(0, key.indexOf('/')), version));
        if (redis.incomplete().contains(partition)) {
            findings.differs(Subject.REDIS, "the server does not say that it has everything of partition " + partition);
        }
        redis.accounts().forEach((user, fields) -> {
            if (Partitions.of(user, partitions) == partition) {
                found(user, fields);
            }
        });
    }

    private void found(String user, Map<String, String> fields) {
        users.found(user, number(fields.getOrDefault("ver", "")), () -> userFields(fields));
        fields.forEach((name, scope) -> {
            if (name.startsWith(KEY_FIELD)) {
                String key = name.substring(KEY_FIELD.length());
                keys.found(user + "/" + key, number(scope.substring(0, Math.max(0, scope.indexOf(';')))),
                        () -> keyFields(scope, fields.getOrDefault(KEY_SUMS_FIELD + key, "")));
            }
        });
    }

    private static Fields userFields(Map<String, String> fields) {
        Map<String, String> texts = new TreeMap<>();
        USER_FIELDS.forEach(name -> texts.put(name, legible(fields.getOrDefault(name, ""))));
        return new Fields(texts);
    }

    private static Fields keyFields(String scope, String sums) {
        return new Fields(Map.of("scope", scope, "sums", legible(sums)));
    }

    /// Packed numbers in hex.
    private static String legible(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? text
                : HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// A version that is no number matches none.
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /// Its writer has committed this view.
    void due(AccountView view) {
        users.due(view.userId().value(), view.version());
        AccountView.KeyScope key = view.key();
        if (key != null) {
            keys.due(view.userId() + "/" + key.keyId(), view.version());
        }
    }

    void given(AccountView view) {
        Supplier<List<String>> args = () -> ApplyRequest.of(view).args();
        users.given(view.userId().value(), view.version(), () -> {
            Map<String, String> texts = new TreeMap<>();
            for (int i = 0; i < USER_FIELDS.size(); i++) {
                texts.put(USER_FIELDS.get(i), legible(args.get().get(i)));
            }
            return new Fields(texts);
        });
        AccountView.KeyScope key = view.key();
        if (key != null) {
            keys.given(view.userId() + "/" + key.keyId(), view.version(),
                    () -> keyFields(args.get().get(KEY_SCOPE_ARG), args.get().get(KEY_SUMS_ARG)));
        }
    }

    void end() {
        users.end();
        keys.end();
    }
}
