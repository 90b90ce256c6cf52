package dev.sluice.bench.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityCommand.CreateKey;
import dev.sluice.contracts.identity.IdentityCommand.RegisterUser;
import dev.sluice.contracts.identity.IdentityCommand.VerifyEmail;
import dev.sluice.contracts.identity.KeySettings;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.KeySecret;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.usage.Service;

/// The commands of somebody who signed up, proved the address and made some keys. What would be sealed is random,
/// and as long as the real thing.
final class Biography {

    private static final int PERSON_BYTES = 200;
    private static final int DEVICE_BYTES = 150;
    private static final int LABEL_BYTES = 70;
    private static final int WRAPPED_BYTES = 61;
    private static final int HASH_BYTES = 32;
    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final int KINDS = 10;
    private static final Limits TIGHT = new Limits(20L, null, null, null, 4L);

    private final RandomGenerator random;
    private final Instant since;
    private final UserId userId;

    /// @param since
    ///            when the account began
    Biography(RandomGenerator random, Instant since) {
        this.random = random;
        this.since = since;
        this.userId = UserId.of(uuid());
    }

    UserId userId() {
        return userId;
    }

    WrappedKey dataKey() {
        return new WrappedKey(userId, sealed(WRAPPED_BYTES));
    }

    List<IdentityCommand> commands(int keys) {
        String token = hash();
        List<IdentityCommand> commands = new ArrayList<>();
        commands.add(new RegisterUser(userId, hash(), hash(), token, "UTC", sealed(PERSON_BYTES)));
        commands.add(new VerifyEmail(userId, token,
                new NewSession(SessionId.of(uuid()), hash(), LIFETIME, hash(), sealed(DEVICE_BYTES))));
        for (int i = 0; i < keys; i++) {
            KeySecret secret = KeySecret.generate(random);
            commands.add(
                    new CreateKey(userId, KeyId.of(uuid()), secret.hash(), secret.last4(), settings(), null));
        }
        return commands;
    }

    /// One key in ten ends some day, two have limits of their own.
    private KeySettings settings() {
        int kind = random.nextInt(KINDS);
        return new KeySettings(Set.of(Service.CLAUDE, Service.CODEX), Set.of(), kind == 1 || kind == 2
                ? TIGHT
                : Limits.NONE, Budgets.NONE, List.of(),
                kind == 0 ? since.plus(Duration.ofMinutes(random.nextInt(1_000_000))) : null, sealed(LABEL_BYTES));
    }

    /// Version 7, as ids are (RFC 9562).
    private UUID uuid() {
        long high = since.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
        return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }

    private String hash() {
        return HexFormat.of().formatHex(bytes(HASH_BYTES));
    }

    private String sealed(int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(length));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
