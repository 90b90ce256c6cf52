package dev.sluice.contracts.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.sluice.contracts.json.SluiceJson;

/// The form of a price book in the topic and in the file we ship. Writing is canonical: equal books give
/// equal bytes, so the SHA-256 of the topic's value is the hash of the content.
public final class PriceBookJson {

    /// The version this release ships.
    public static final String SHIPPED = "pb-2026-11-23.1";

    private PriceBookJson() {}

    public static PriceBook read(byte[] json) {
        return SluiceJson.mapper().readValue(json, PriceBook.class);
    }

    public static byte[] write(PriceBook book) {
        return SluiceJson.mapper().writeValueAsBytes(book);
    }

    /// `sha256:` and 64 hex digits.
    public static String hash(PriceBook book) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(write(book));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// Reads the shipped book from the class path.
    public static PriceBook shipped() {
        String file = SHIPPED + ".json";
        try (InputStream in = PriceBookJson.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("price book: resource " + file + " is missing in this build");
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("price book: resource " + file + " cannot be read", e);
        }
    }
}
