package dev.sluice.relay.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/// Encodes as other implementations do.
public final class Encoded {

    static {
        Brotli4jLoader.ensureAvailability();
    }

    private Encoded() {}

    /// In one go.
    public static byte[] as(ContentCoding coding, byte[] content) {
        return inParts(coding, content);
    }

    /// Flushed after each part, as streams are.
    public static byte[] inParts(ContentCoding coding, byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = encoder(coding, bytes)) {
            for (byte[] part : parts) {
                out.write(part);
                if (parts.length > 1) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static OutputStream encoder(ContentCoding coding, OutputStream out) throws IOException {
        return switch (coding) {
            case IDENTITY -> out;
            case GZIP -> new GZIPOutputStream(out, 512, true);
            case DEFLATE -> new DeflaterOutputStream(out, true);
            case BR -> new BrotliOutputStream(out);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(out);
        };
    }
}
