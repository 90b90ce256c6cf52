package dev.sluice.quickstart.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/// Reads a received mail: its text, its page and who it is for.
final class LetterReader {

    private static final int PARTS_DEEP_MAX = 5;

    private LetterReader() {}

    static Letter read(String id, Instant receivedAt, MimeMessage mail) {
        try {
            return Letter.of(id, recipients(mail), Optional.ofNullable(mail.getSubject()).orElse(""), receivedAt,
                    find(mail, "text/plain", 0).orElse(""), find(mail, "text/html", 0).orElse(""));
        } catch (MessagingException cause) {
            throw new IllegalStateException("mail " + id + " cannot be read", cause);
        } catch (IOException cause) {
            throw new UncheckedIOException("mail " + id + " cannot be read", cause);
        }
    }

    private static List<String> recipients(MimeMessage mail) throws MessagingException {
        Address[] all = Optional.ofNullable(mail.getAllRecipients()).orElse(new Address[0]);
        return Stream.of(all).map(address -> address instanceof InternetAddress internet
                ? internet.getAddress()
                : address.toString()).toList();
    }

    private static Optional<String> find(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(part.getContent().toString());
        }
        if (depth < PARTS_DEEP_MAX && part.getContent() instanceof MimeMultipart parts) {
            for (int number = 0; number < parts.getCount(); number++) {
                BodyPart inner = parts.getBodyPart(number);
                Optional<String> found = find(inner, type, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
