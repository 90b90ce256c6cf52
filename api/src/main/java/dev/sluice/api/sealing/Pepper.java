package dev.sluice.api.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.stereotype.Component;

/// Keyed hashes (HMAC-SHA-256) for what must be found or compared but not read: addresses, command ids,
/// tokens that follow from each other. Each purpose has its own hashes.
@Component
public class Pepper {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    Pepper(SecretFiles secrets) {
        this.key = new SecretKeySpec(secrets.pepper().reveal(), ALGORITHM);
    }

    /// 32 bytes. Parts cannot run into each other: each is preceded by its length.
    public byte[] mac(String purpose, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            add(mac, purpose.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                add(mac, part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    /// 64 hex digits.
    public String hex(String purpose, String... parts) {
        byte[][] bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        return HexFormat.of().formatHex(mac(purpose, bytes));
    }

    private static void add(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
    }
}
