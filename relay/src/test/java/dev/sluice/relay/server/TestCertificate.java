package dev.sluice.relay.server;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/// A certificate for this host that only a test's clients trust.
record TestCertificate(X509Bundle bundle, Path chain, Path key) {

    static TestCertificate create() {
        try {
            X509Bundle bundle = new CertificateBuilder().subject("CN=localhost").addSanDnsName("localhost")
                    .addSanIpAddress("127.0.0.1").setIsCertificateAuthority(true).buildSelfSigned();
            return new TestCertificate(bundle, bundle.toTempCertChainPem().toPath(),
                    bundle.toTempPrivateKeyPem().toPath());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    X509TrustManager trust() {
        return (X509TrustManager) bundle.toTrustManager();
    }

    SSLContext client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[]{trust()}, null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
