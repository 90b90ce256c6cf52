package dev.sluice.api.mail;

import java.nio.charset.StandardCharsets;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/// A letter as a message. No header holds anything a person typed but the one recipient, which must be a single
/// address.
final class LetterMessage {

    private LetterMessage() {}

    /// The name of the letter is its `Message-ID`: who gets it twice can tell.
    static MimeMessage of(Letter letter, InternetAddress from, Session session) throws MessagingException {
        LetterText text = LetterText.of(letter);
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@'));
        MimeMessage message = new Named("<" + letter.id() + domain + ">", session);
        message.setFrom(from);
        message.setRecipient(MimeMessage.RecipientType.TO, recipient(letter.to()));
        message.setSubject(text.subject(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", part(text.plain(), "plain"), part(text.page(), "html")));
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    /// Exactly one bare address: no list, no name, no line break.
    private static InternetAddress recipient(String to) throws AddressException {
        InternetAddress address = new InternetAddress();
        address.setAddress(to);
        address.validate();
        if (to.chars().anyMatch(character -> character <= ' ' || character == ',' || character == ';')) {
            throw new AddressException("not one address");
        }
        return address;
    }

    /// Keeps its name, where mail would make up one whenever it is written.
    private static final class Named extends MimeMessage {

        private final String messageId;

        Named(String messageId, Session session) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
