package dev.sluice.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// What the decider knows of a second factor; its secret is sealed with the person.
///
/// @param step
///            the last time step whose code was used
/// @param codeHashes
///            of the backup codes that are still good
public record SecondFactor(long step, List<String> codeHashes) {

    public SecondFactor {
        codeHashes = List.copyOf(codeHashes);
    }

    boolean has(String codeHash) {
        return codeHashes.stream().anyMatch(known -> same(known, codeHash));
    }

    SecondFactor used(long later) {
        return new SecondFactor(later, codeHashes);
    }

    SecondFactor without(String codeHash) {
        return new SecondFactor(step, codeHashes.stream().filter(known -> !same(known, codeHash)).toList());
    }

    private static boolean same(String known, String codeHash) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8),
                codeHash.getBytes(StandardCharsets.UTF_8));
    }
}
