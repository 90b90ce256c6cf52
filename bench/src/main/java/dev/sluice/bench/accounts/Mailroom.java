package dev.sluice.bench.accounts;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/// Takes the letters of `api` by SMTP.
final class Mailroom implements AutoCloseable {

    private static final Duration LETTER_MAX = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;
    private static final Pattern TOKEN = Pattern.compile("/verify\\?token=([A-Za-z0-9_-]+)");

    private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    Mailroom() {
        smtp.start();
    }

    int port() {
        return smtp.getSmtp().getPort();
    }

    /// The token that proves an address, once its letter is here.
    String tokenFor(String email) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LETTER_MAX.toNanos();
        while (System.nanoTime() < deadline) {
            for (String letter : lettersTo(email)) {
                Matcher token = TOKEN.matcher(letter);
                if (token.find()) {
                    return token.group(1);
                }
            }
            Thread.currentThread().join(LOOK_MILLIS);
        }
        throw new IllegalStateException("no letter to " + email + " within " + LETTER_MAX);
    }

    /// Plain texts, oldest first.
    List<String> lettersTo(String email) throws IOException {
        List<String> letters = new ArrayList<>();
        try {
            for (MimeMessage letter : smtp.getReceivedMessages()) {
                if (letter.getAllRecipients()[0].toString().equals(email)
                        && letter.getContent() instanceof MimeMultipart parts) {
                    letters.add(parts.getBodyPart(0).getContent().toString());
                }
            }
        } catch (MessagingException malformed) {
            throw new IOException(malformed);
        }
        return letters;
    }

    @Override
    public void close() {
        smtp.stop();
    }
}
