package dev.sluice.api.secondfactor;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;

/// Codes for who lost the authenticator: 10 of 60 bits, each good once. Stored as keyed hashes, so that the log
/// alone lets nobody guess them.
@Component
public class BackupCodes {

    static final int COUNT = 10;
    private static final int BITS = 60;
    private static final int GROUP = 4;

    private final SecureRandom random;
    private final Pepper pepper;

    BackupCodes(SecureRandom random, Pepper pepper) {
        this.random = random;
        this.pepper = pepper;
    }

    /// New codes as people read them: three groups of four.
    public List<String> generate() {
        return Stream.generate(this::code).limit(COUNT).toList();
    }

    public List<String> hashes(UserId userId, List<String> codes) {
        return codes.stream().map(code -> hash(userId, code)).toList();
    }

    /// However it was typed: case, spaces and hyphens do not matter.
    public String hash(UserId userId, String code) {
        return pepper.hex("backup-code", userId.value(), code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
    }

    private String code() {
        byte[] bytes = new byte[(BITS + Byte.SIZE - 1) / Byte.SIZE];
        random.nextBytes(bytes);
        String digits = Base32.encode(bytes).toLowerCase(Locale.ROOT);
        return digits.substring(0, GROUP) + "-" + digits.substring(GROUP, 2 * GROUP) + "-"
                + digits.substring(2 * GROUP, 3 * GROUP);
    }
}
