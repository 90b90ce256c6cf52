package dev.sluice.contracts.admission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/// The Lua scripts of admission, for Redis 6.2 and later, cluster-safe. Call by `sha1()` with EVALSHA and load
/// `source()` on NOSCRIPT. Each is the file of its name after the shared `entries.lua`, and after `release.lua`
/// if it removes entries, `told.lua` if it is for readers.
public enum AdmissionScript {
    /// Reserves for a request or an extension, or says why not.
    ADMIT("entries", "admit"),
    /// Brings local entries back after a loss of data.
    REGISTER("entries", "register"),
    /// Releases local entries below the watermarks of their journals.
    SWEEP("entries", "release", "sweep"),
    /// Installs a view and removes what it consumed.
    APPLY("entries", "release", "apply"),
    /// Tells what local entries count, changing nothing.
    LOCAL("entries", "told", "local"),
    /// Tells all of what an account and one of its keys have used, changing nothing.
    LOOK("entries", "told", "look");

    private final String source;
    private final String sha1;

    AdmissionScript(String... files) {
        this.source = Arrays.stream(files).map(file -> resource(file + ".lua")).collect(Collectors.joining());
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
