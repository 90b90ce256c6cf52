package dev.sluice.billing.access;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

import dev.sluice.billing.testing.TokenIssuer;
import dev.sluice.contracts.identity.SessionView;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.contracts.json.SluiceJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTokensTest {

    private static final UserId USER = UserId.of(new UUID(1, 1));
    private static final SessionId SESSION = SessionId.of(new UUID(2, 2));
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final EndedSessions ended = new EndedSessions(InstantSource.fixed(NOW));
    private final TokenIssuer issuer;
    private final AccessTokens tokens;

    AccessTokensTest() throws IOException {
        issuer = new TokenIssuer();
        tokens = new AccessTokens(issuer.url(), ended);
    }

    @BeforeEach
    void sessionsAreRead() {
        ended.caughtUp();
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    @Test
    void acceptsWhatApiSigns() {
        assertThat(tokens.decode(issuer.token(USER, SESSION)).getSubject()).isEqualTo(USER.value());
    }

    @Test
    void refusesAnotherType() {
        refuses(issuer.signed("JWT", good().build()));
    }

    @Test
    void refusesAnotherIssuer() {
        refuses(issuer.signed("at+jwt", good().issuer("elsewhere").build()));
    }

    @Test
    void refusesAnotherAudience() {
        refuses(issuer.signed("at+jwt", good().audience("elsewhere").build()));
    }

    @Test
    void refusesAnExpiredToken() {
        refuses(issuer.signed("at+jwt", good().expirationTime(new Date(1_000)).build()));
    }

    @Test
    void refusesATokenThatNeverExpires() {
        refuses(issuer.signed("at+jwt", good().expirationTime(null).build()));
    }

    @Test
    void refusesATokenWithoutASession() {
        refuses(issuer.signed("at+jwt", good().claim("sid", null).build()));
    }

    @Test
    void refusesASubjectThatIsNoUser() {
        refuses(issuer.signed("at+jwt", good().subject("admin").build()));
    }

    @Test
    void refusesAnotherSigner() {
        refuses(TokenIssuer.signedByAnother(good().build()));
    }

    @Test
    void refusesAnUnsignedToken() {
        refuses(new PlainJWT(good().build()).serialize());
    }

    @Test
    void refusesATokenOfAnEndedSessionAndOfNoOther() {
        ended.take(record(SESSION, SessionView.Status.ENDED));

        refuses(issuer.token(USER, SESSION));
        assertThat(tokens.decode(issuer.token(USER, SessionId.of(new UUID(3, 3)))).getSubject()).isNotNull();
    }

    @Test
    void refusesASessionThatCannotBeRead() {
        ended.take(new ConsumerRecord<>("identity.sessions.v1", 0, 0, SESSION.value(), new byte[]{'{'}));

        refuses(issuer.token(USER, SESSION));
    }

    @Test
    void verifiesNothingBeforeTheSessionsAreRead() {
        AccessTokens early = new AccessTokens(issuer.url(), new EndedSessions(InstantSource.fixed(NOW)));

        assertThatThrownBy(() -> early.decode(issuer.token(USER, SESSION))).isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    @Test
    void isNotTheTokensFaultWhenApiIsAway() {
        AccessTokens alone = new AccessTokens(URI.create("http://127.0.0.1:1"), ended);

        assertThatThrownBy(() -> alone.decode(issuer.token(USER, SESSION))).isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    private void refuses(String token) {
        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private JWTClaimsSet.Builder good() {
        return issuer.claims(USER, SESSION);
    }

    private static ConsumerRecord<String, byte[]> record(SessionId session, SessionView.Status status) {
        SessionView view = new SessionView(session, USER, status, NOW, NOW.plusSeconds(600), 2, null);
        return new ConsumerRecord<>("identity.sessions.v1", 0, 0, session.value(),
                SluiceJson.mapper().writeValueAsBytes(view));
    }
}
