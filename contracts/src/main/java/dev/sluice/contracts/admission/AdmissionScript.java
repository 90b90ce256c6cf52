package dev.sluice.contracts.admission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The Lua scripts of admission, for Redis 6.2 and later, cluster-safe. Call by `sha1()` with EVALSHA and
/// load
/// `source()` on NOSCRIPT. Each is the file of its name after the shared `entries.lua`.
public enum AdmissionScript {
    ADMIT("admit"), REGISTER("register"), SWEEP("sweep"), APPLY("apply");

    private final String source;
    private final String sha1;

    AdmissionScript(String file) {
        this.source = resource("entries.lua") + resource(file + ".lua");
        this.sha1 = sha1(source);
    }

    public String source() {
        return source;
    }

    public String sha1() {
        return sha1;
    }

    private static String resource(String file) {
        try (InputStream in = AdmissionScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("script " + file + ": not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("script " + file + ": not readable", e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every JDK", e);
        }
    }
}
