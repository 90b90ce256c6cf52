package dev.sluice.api.sessions;

import java.security.SecureRandom;
import java.time.Duration;

import jakarta.servlet.http.HttpServletRequest;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.people.People;
import dev.sluice.api.people.Person;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.sessions.SessionShapes.SignedIn;
import dev.sluice.api.sessions.SessionShapes.User;
import dev.sluice.api.web.ProblemException;
import dev.sluice.contracts.identity.NewSession;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.SessionId;
import dev.sluice.contracts.ids.UserId;

/// Sessions about to begin, and the answer that signs somebody in.
@Component
public class SignIns {

    private final ApiProperties.SignIn settings;
    private final SecureRandom random;
    private final Pepper pepper;
    private final People people;
    private final Directory directory;
    private final AccessTokens accessTokens;
    private final RefreshCookie cookie;

    SignIns(ApiProperties properties, SecureRandom random, Pepper pepper, People people, Directory directory,
            AccessTokens accessTokens, RefreshCookie cookie) {
        this.settings = properties.signIn();
        this.random = random;
        this.pepper = pepper;
        this.people = people;
        this.directory = directory;
        this.accessTokens = accessTokens;
        this.cookie = cookie;
    }

    /// A session that a command may begin, with the token that stays with its user.
    public static final class Beginning {

        private final NewSession session;
        private final RefreshToken token;
        private final boolean remembered;

        private Beginning(NewSession session, RefreshToken token, boolean remembered) {
            this.session = session;
            this.token = token;
            this.remembered = remembered;
        }

        public NewSession session() {
            return session;
        }
    }

    /// Throws `IllegalStateException` when the data key of the user is gone.
    public Beginning beginning(UserId userId, boolean remembered, HttpServletRequest request) {
        SessionId sessionId = SessionId.of(UuidCreator.getTimeOrderedEpochPlusN());
        RefreshToken token = RefreshToken.first(userId, sessionId, random);
        Device device = Device.of(request, remembered);
        return new Beginning(new NewSession(sessionId, token.hash(), lifetime(remembered), device.mark(userId, pepper),
                people.seal(userId, Device.KIND, device)), token, remembered);
    }

    /// The answer once the session has begun.
    public ResponseEntity<SignedIn> signedIn(Beginning beginning, HttpServletRequest request) {
        return signedIn(beginning.token, beginning.remembered, request);
    }

    ResponseEntity<SignedIn> signedIn(RefreshToken token, boolean remembered, HttpServletRequest request) {
        boolean inBody = RefreshCookie.isForBody(request);
        String text = token.text(pepper);
        SignedIn answer = new SignedIn(accessTokens.issue(token.userId(), token.sessionId()), "Bearer",
                accessTokens.lifetime().toSeconds(), user(token.userId()), inBody ? text : null);
        ResponseEntity.BodyBuilder builder = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (!inBody) {
            builder.header(HttpHeaders.SET_COOKIE, cookie.with(text, remembered, lifetime(remembered)));
        }
        return builder.body(answer);
    }

    private Duration lifetime(boolean remembered) {
        return remembered ? settings.rememberedLifetime() : settings.sessionLifetime();
    }

    private User user(UserId userId) {
        UserView view = directory.user(userId).orElseThrow(ProblemException::notFound);
        Person person = people.person(view).orElseThrow(ProblemException::notFound);
        return new User(userId.value(), person.email(), person.username(), view.emailVerified(), view.plan(),
                person.locale());
    }
}
