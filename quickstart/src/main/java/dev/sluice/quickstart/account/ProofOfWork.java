package dev.sluice.quickstart.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.contracts.json.SluiceJson;

/// Solves an ALTCHA challenge: the number whose SHA-256 with the salt is the one asked for.
final class ProofOfWork {

    /// More than any sensible challenge asks; a harder one is refused instead of burning the processor.
    private static final long NUMBER_MAX = 10_000_000;

    private ProofOfWork() {}

    /// The solution as the API takes it: base64 of `{algorithm, challenge, number, salt, signature}`.
    static String solve(JsonNode challenge) {
        ObjectNode solution = SluiceJson.mapper().createObjectNode();
        solution.put("algorithm", challenge.path("algorithm").asString());
        solution.put("challenge", challenge.path("challenge").asString());
        solution.put("number", number(challenge));
        solution.put("salt", challenge.path("salt").asString());
        solution.put("signature", challenge.path("signature").asString());
        byte[] json = SluiceJson.mapper().writeValueAsBytes(solution);
        return Base64.getEncoder().encodeToString(json);
    }

    private static long number(JsonNode challenge) {
        byte[] wanted = HexFormat.of().parseHex(challenge.path("challenge").asString());
        String salt = challenge.path("salt").asString();
        long last = Math.min(NUMBER_MAX, challenge.path("maxnumber").asLong(NUMBER_MAX));
        MessageDigest digest = sha256();
        for (long number = 0; number <= last; number++) {
            if (Arrays.equals(wanted, digest.digest((salt + number).getBytes(StandardCharsets.UTF_8)))) {
                return number;
            }
        }
        throw new IllegalStateException("proof of work: no number up to " + last + " fits the challenge");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
