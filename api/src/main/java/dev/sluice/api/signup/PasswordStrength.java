package dev.sluice.api.signup;

import java.util.ArrayList;
import java.util.List;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.web.Problem;
import dev.sluice.api.web.Problem.FieldProblem;
import dev.sluice.api.web.ProblemException;

/// Judges a password by how hard it is to guess (zxcvbn), not by the kinds of its characters.
@Component
public class PasswordStrength {

    /// What is measured: the search is superlinear, and what is this long and weak is weak in the beginning too.
    private static final int MEASURED_LENGTH_MAX = 64;

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final int scoreMin;

    PasswordStrength(ApiProperties properties) {
        this.scoreMin = properties.signIn().passwordScoreMin();
    }

    /// Throws a problem with the reasons and the score for a password that is too easy to guess. Its owner's
    /// own words make it easier.
    public void require(String password, List<String> ownWords) {
        String measured = password.substring(0, Math.min(password.length(), MEASURED_LENGTH_MAX));
        Strength strength = zxcvbn.measure(measured, ownWords);
        if (strength.getScore() < scoreMin) {
            List<FieldProblem> reasons = new ArrayList<>();
            String warning = strength.getFeedback().getWarning();
            reasons.add(new FieldProblem("password", "weak-password",
                    warning.isEmpty() ? "is too easy to guess" : warning));
            strength.getFeedback().getSuggestions().forEach(
                    suggestion -> reasons.add(new FieldProblem("password", "suggestion", suggestion)));
            throw new ProblemException(Problem.of(422, "weak-password", "This password is too easy to guess.")
                    .errors(reasons).score(strength.getScore()));
        }
    }
}
