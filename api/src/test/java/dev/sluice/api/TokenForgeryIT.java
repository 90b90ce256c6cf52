package dev.sluice.api;

import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

import dev.sluice.api.ApiClient.Person;

import static dev.sluice.api.ApiClient.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/// Access tokens that were not issued here, however well they are made, and real ones that were changed.
class TokenForgeryIT {

    private static final String PROFILE = "/api/client/users/profile";
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final ApiClient client = RunningApi.shared().client();
    private final Person person = client.signUp();

    @Test
    void aTokenWithoutASignatureIsNone() throws Exception {
        String header = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");

        refused(new PlainJWT(claims().build()).serialize());
        refused(header + "." + base64(claims().build().toString()) + ".");
    }

    @Test
    void thePublicKeyIsNoSecret() throws Exception {
        String jwk = client.get("/api/client/.well-known/jwks.json").expect(200).json().path("keys").path(0).toString();
        ECKey key = ECKey.parse(jwk);
        byte[] encoded = key.toECPublicKey().getEncoded();

        for (byte[] secret : new byte[][]{encoded, jwk.getBytes(UTF_8), pem(encoded).getBytes(UTF_8)}) {
            refused(signed(JWSAlgorithm.HS256, key.getKeyID(), new MACSigner(secret), claims().build()));
        }
    }

    @Test
    void otherKeysAndAlgorithmsAreRefusedUnderOurKeyId() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(256);
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        ECPrivateKey stranger = (ECPrivateKey) ec.generateKeyPair().getPrivate();

        refused(signed(JWSAlgorithm.ES256, keyId(), new ECDSASigner(stranger), claims().build()));
        refused(signed(JWSAlgorithm.RS256, keyId(), new RSASSASigner(rsa.generateKeyPair().getPrivate()),
                claims().build()));
    }

    @Test
    void ourOwnSignatureIsGoodForOurOwnKindOfTokenOnly() throws Exception {
        client.get(PROFILE, bearer(signed(JWSAlgorithm.ES256, keyId(), ours(), claims().build()))).expect(200);

        refused(signed(JWSAlgorithm.ES256, keyId(), ours(), claims().audience("another").build()));
        refused(signed(JWSAlgorithm.ES256, keyId(), ours(), claims().issuer("another").build()));
        refused(signed(JWSAlgorithm.ES256, keyId(), ours(),
                claims().expirationTime(Date.from(Instant.EPOCH)).build()));
        refused(signed(JWSAlgorithm.ES256, keyId(), ours(), claims().claim("sid", null).build()));
        refused(signed(JWSAlgorithm.ES256, keyId(), ours(),
                claims().claim("sid", "ses_00000000-0000-7000-8000-000000000000").build()));
        SignedJWT untyped = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId()).build(),
                claims().build());
        untyped.sign(ours());
        refused(untyped.serialize());
    }

    @Test
    void aSessionIsGoodForItsOwnUserOnly() throws Exception {
        Person other = client.signUp();

        refused(signed(JWSAlgorithm.ES256, keyId(), ours(), claims().subject(other.userId()).build()));
    }

    @Test
    void aScopeThatWasWrittenInDoesNotCount() {
        String[] parts = person.accessToken().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("\"client\"",
                "\"client admin\"");

        refused(parts[0] + "." + base64(claims) + "." + parts[2]);
    }

    private void refused(String token) {
        assertThat(client.get(PROFILE, bearer(token)).expect(401).text("code")).isEqualTo("unauthorized");
    }

    /// Those of the person's own token, which is good.
    private JWTClaimsSet.Builder claims() throws Exception {
        return new JWTClaimsSet.Builder(SignedJWT.parse(person.accessToken()).getJWTClaimsSet());
    }

    private String keyId() throws Exception {
        return SignedJWT.parse(person.accessToken()).getHeader().getKeyID();
    }

    private static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
            throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).type(ACCESS_TOKEN).keyID(keyId).build(),
                claims);
        token.sign(signer);
        return token.serialize();
    }

    private static ECDSASigner ours() throws Exception {
        String pem = Files.readString(RunningApi.SECRETS.resolve("jwt-signing-key.pem"))
                .replaceAll("-----[A-Z ]+-----|\\s", "");
        return new ECDSASigner(KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))), Curve.P_256);
    }

    private static String pem(byte[] encoded) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
