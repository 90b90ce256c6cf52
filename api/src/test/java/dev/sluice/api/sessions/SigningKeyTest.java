package dev.sluice.api.sessions;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeyTest {

    @RepeatedTest(5)
    void thePublicKeyIsFoundFromThePrivateOne() throws NoSuchAlgorithmException, JOSEException {
        KeyPair pair = pair(256);

        ECPublicKey found = SigningKey.parse(pem(pair)).toECPublicKey();

        assertThat(found.getW()).isEqualTo(((ECPublicKey) pair.getPublic()).getW());
    }

    @Test
    void anotherCurveIsRefused() throws NoSuchAlgorithmException {
        String pem = pem(pair(384));

        assertThatThrownBy(() -> SigningKey.parse(pem)).hasMessageContaining("expected: PKCS#8 PEM of a P-256 key");
    }

    private static KeyPair pair(int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
