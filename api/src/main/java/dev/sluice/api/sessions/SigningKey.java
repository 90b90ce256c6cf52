package dev.sluice.api.sessions;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import org.jspecify.annotations.Nullable;

/// Reads a key that signs access tokens. Its id is its thumbprint (RFC 7638).
final class SigningKey {

    private SigningKey() {}

    static ECKey parse(String pem) {
        try {
            String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
            KeyFactory factory = KeyFactory.getInstance("EC");
            PrivateKey any = factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (!(any instanceof ECPrivateKey secret) || !P256.isOnCurve(secret)) {
                throw malformed(null);
            }
            ECPublicKey open = (ECPublicKey) factory.generatePublic(P256.publicKey(secret));
            return new ECKey.Builder(Curve.P_256, open).privateKey(secret).keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256).keyIDFromThumbprint().build();
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    private static IllegalStateException malformed(@Nullable Exception cause) {
        return new IllegalStateException("jwt-signing-key.pem: not a key (expected: PKCS#8 PEM of a P-256 key)", cause);
    }
}
