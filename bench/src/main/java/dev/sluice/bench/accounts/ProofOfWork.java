package dev.sluice.bench.accounts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

import tools.jackson.databind.JsonNode;

import dev.sluice.contracts.json.SluiceJson;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Solves a challenge (ALTCHA, protocol 1) as a browser does: by trying.
final class ProofOfWork {

    private ProofOfWork() {}

    static String solve(JsonNode challenge) {
        Map<String, Object> solution = Map.of("algorithm", text(challenge, "algorithm"), "challenge",
                text(challenge, "challenge"), "number", number(challenge), "salt", text(challenge, "salt"), "signature",
                text(challenge, "signature"));
        return Base64.getEncoder().encodeToString(SluiceJson.mapper().writeValueAsBytes(solution));
    }

    private static long number(JsonNode challenge) {
        byte[] wanted = HexFormat.of().parseHex(text(challenge, "challenge"));
        String salt = text(challenge, "salt");
        long last = challenge.path("maxnumber").asLong();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long number = 0; number <= last; number++) {
                if (Arrays.equals(wanted, digest.digest((salt + number).getBytes(UTF_8)))) {
                    return number;
                }
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
        throw new IllegalStateException("challenge: no number up to " + last + " solves it");
    }

    private static String text(JsonNode challenge, String field) {
        return challenge.path(field).asString();
    }
}
