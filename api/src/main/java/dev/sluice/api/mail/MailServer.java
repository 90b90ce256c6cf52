package dev.sluice.api.mail;

import java.nio.charset.StandardCharsets;
import java.util.Properties;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;

/// Gives letters to the mail server.
@Component
public class MailServer {

    private static final Logger LOG = LoggerFactory.getLogger(MailServer.class);
    private static final String TIMEOUT_MILLIS = "5000";

    private final JavaMailSenderImpl sender;
    private final InternetAddress from;

    MailServer(ApiProperties properties) {
        this.from = from(properties.mailFrom());
        this.sender = sender(properties.smtp());
    }

    /// Waits for the server's answer, a few seconds at most per step of the conversation.
    public Delivery deliver(Letter letter) {
        try {
            sender.send(LetterMessage.of(letter, from, sender.getSession()));
            return Delivery.TAKEN;
        } catch (AddressException notOne) {
            LOG.atWarn().addKeyValue("letter", letter).log("letter refused: its recipient is not an address");
            return Delivery.REFUSED;
        } catch (MessagingException | MailException e) {
            Delivery delivery = delivery(e);
            LOG.atWarn().addKeyValue("letter", letter).addKeyValue("delivery", delivery)
                    .addKeyValue("error", e.getClass().getSimpleName()).log("letter not delivered");
            return delivery;
        }
    }

    private static Delivery delivery(Exception e) {
        return e instanceof MailSendException several
                ? several.getFailedMessages().values().stream().filter(SendFailedException.class::isInstance)
                        .map(SendFailedException.class::cast).findFirst().map(MailServer::delivery)
                        .orElse(Delivery.AWAY)
                : Delivery.AWAY;
    }

    private static Delivery delivery(SendFailedException answered) {
        Address[] invalid = answered.getInvalidAddresses();
        return invalid != null && invalid.length > 0 ? Delivery.REFUSED : Delivery.DEFERRED;
    }

    private static InternetAddress from(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new IllegalStateException("mail-from: " + text + " (expected: Name <address@domain>)", e);
        }
    }

    private static JavaMailSenderImpl sender(String smtp) {
        int colon = smtp.lastIndexOf(':');
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(smtp.substring(0, colon));
        sender.setPort(Integer.parseInt(smtp.substring(colon + 1)));
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties properties = sender.getJavaMailProperties();
        properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        return sender;
    }
}
