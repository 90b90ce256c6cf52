package dev.sluice.relay.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS 1.2 and 1.3 with HTTP/2 and HTTP/1.1 by ALPN, from a certificate chain and a key in PEM files.
/// `refresh` takes
/// what a renewal put in their place; a pair that does not fit is logged and the old one stays. Safe for
/// several threads.
public final class ServerTls {

    /// From connecting to the end of the handshake.
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final Path certificate;
    private final Path key;
    private volatile Loaded loaded;

    private record Loaded(SslContext context, FileTime certificateAt, FileTime keyAt) {}

    /// `key` is PKCS#8 and not encrypted. Throws `IllegalStateException` that names both files when they
    /// cannot serve.
    public ServerTls(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        try {
            this.loaded = load();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("TLS: " + certificate + ", " + key
                    + " (expected: a certificate chain and its PKCS#8 key, both PEM): " + e.getMessage(), e);
        }
    }

    /// For one connection.
    public SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = loaded.context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis());
        return handler;
    }

    /// Reads the files again if one of them changed. Blocks on the disk: not for event loops.
    public void refresh() {
        try {
            Loaded now = loaded;
            if (!Files.getLastModifiedTime(certificate).equals(now.certificateAt)
                    || !Files.getLastModifiedTime(key).equals(now.keyAt)) {
                loaded = load();
                LOG.atInfo().addKeyValue("certificate", certificate).log("certificate reloaded");
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError().addKeyValue("certificate", certificate).addKeyValue("cause", e.getMessage())
                    .log("certificate not reloaded; the old one stays");
        }
    }

    private Loaded load() throws IOException {
        FileTime certificateAt = Files.getLastModifiedTime(certificate);
        FileTime keyAt = Files.getLastModifiedTime(key);
        try (InputStream chain = Files.newInputStream(certificate); InputStream secret = Files.newInputStream(key)) {
            return new Loaded(context(chain, secret), certificateAt, keyAt);
        }
    }

    private static SslContext context(InputStream chain, InputStream secret) throws SSLException {
        return SslContextBuilder.forServer(chain, secret).protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1))
                .build();
    }
}
