package dev.sluice.api.mail;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;

import org.springframework.stereotype.Component;

import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;

/// Makes the tokens that travel by mail. A token follows from its random id and the pepper: the log has id and
/// hash, whoever sends the letter makes the token anew, and whoever has the log alone cannot.
@Component
public class MailTokens {

    private static final int ID_BYTES = 16;

    private final Pepper pepper;
    private final SecureRandom random;

    MailTokens(Pepper pepper, SecureRandom random) {
        this.pepper = pepper;
        this.random = random;
    }

    /// What a token is good for; one for a purpose is none for another.
    public enum Purpose {
        VERIFY_EMAIL, RESET_PASSWORD, CHANGE_EMAIL
    }

    /// What a command says of a token.
    public record Issued(String id, String hash) {}

    public Issued issue(UserId userId, Purpose purpose) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        return new Issued(id, token(userId, purpose, id).hash());
    }

    /// The token as the letter has it.
    public String text(UserId userId, Purpose purpose, String id) {
        return token(userId, purpose, id).text();
    }

    private MailToken token(UserId userId, Purpose purpose, String id) {
        return new MailToken(userId, pepper.mac("mail-token", purpose.name().getBytes(StandardCharsets.UTF_8),
                userId.value().getBytes(StandardCharsets.UTF_8), id.getBytes(StandardCharsets.UTF_8)));
    }
}
