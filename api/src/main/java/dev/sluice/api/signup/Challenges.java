package dev.sluice.api.signup;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

import org.altcha.altcha.Altcha;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.api.throttling.Throttle;
import dev.sluice.api.web.ProblemException;

/// Proof of work against bots (ALTCHA, protocol 1): a puzzle that costs a moment, good for one request.
@Component
public class Challenges {

    private static final Logger LOG = LoggerFactory.getLogger(Challenges.class);
    private static final Duration LIFETIME = Duration.ofMinutes(20);

    private final String key;
    private final long numberMax;
    private final Throttle throttle;
    private final Pepper pepper;
    private final InstantSource clock;

    Challenges(ApiProperties properties, Pepper pepper, Throttle throttle, InstantSource clock) {
        this.key = Base64.getEncoder().encodeToString(pepper.mac("altcha"));
        this.numberMax = properties.signIn().challengeNumberMax();
        this.throttle = throttle;
        this.pepper = pepper;
        this.clock = clock;
    }

    /// What the browser works on.
    record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}

    Challenge create() {
        try {
            Altcha.Challenge made = Altcha.createChallenge(new Altcha.ChallengeOptions().setHmacKey(key)
                    .setAlgorithm(Altcha.Algorithm.SHA256).setMaxNumber(numberMax).setSecureRandomNumber(true)
                    .setExpires(clock.instant().plus(LIFETIME).getEpochSecond()));
            return new Challenge(made.algorithm, made.challenge, made.maxnumber, made.salt, made.signature);
        } catch (Exception e) {
            throw new IllegalStateException("a challenge could not be made", e);
        }
    }

    /// Throws a problem for a solution that is wrong, too old or used before.
    public void require(String solution) {
        boolean fresh = isSolved(solution) && throttle.first("challenge", pepper.hex("challenge", solution), LIFETIME);
        if (!fresh) {
            throw ProblemException.field("challenge", "challenge-invalid", "is not solved, too old or used before");
        }
    }

    /// The library declares `Exception`; whatever it throws, the solution is not accepted.
    private boolean isSolved(String solution) {
        try {
            return Altcha.verifySolution(solution, key, true);
        } catch (Exception malformed) {
            LOG.atDebug().addKeyValue("error", malformed.getClass().getSimpleName()).log("challenge malformed");
            return false;
        }
    }
}
