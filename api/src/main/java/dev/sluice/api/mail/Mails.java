package dev.sluice.api.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;

/// Sends letters in the background, again and again for ten minutes while the mail server is away. Letters
/// that wait are in memory only, at most a thousand: whoever misses one asks for another.
@Component
public class Mails implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);
    private static final int WAITING_MAX = 1_000;
    private static final int TRIES_MAX = 40;
    private static final long RETRY_SECONDS = 15;
    private static final String TIMEOUT_MILLIS = "5000";

    private final JavaMailSenderImpl sender;
    private final String from;
    private final Semaphore places = new Semaphore(WAITING_MAX);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Mails(ApiProperties properties) {
        this.from = properties.mailFrom();
        this.sender = sender(properties.smtp());
    }

    /// Returns at once. A letter that finds no place is dropped and counted in the log.
    public void send(Letter letter) {
        if (!places.tryAcquire()) {
            LOG.atWarn().addKeyValue("kind", letter.kind()).log("letter dropped: too many wait for the mail server");
            return;
        }
        Thread.ofVirtual().name("mail").start(() -> {
            try {
                deliver(letter);
            } finally {
                places.release();
            }
        });
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void deliver(Letter letter) {
        SimpleMailMessage message = message(letter);
        try {
            for (int i = 1; !delivered(message, letter, i) && i < TRIES_MAX; i++) {
                if (stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean delivered(SimpleMailMessage message, Letter letter, int attempt) {
        try {
            sender.send(message);
            return true;
        } catch (MailException e) {
            LOG.atWarn().addKeyValue("kind", letter.kind()).addKeyValue("attempt", attempt)
                    .addKeyValue("error", e.getClass().getSimpleName()).log("letter not delivered");
            return false;
        }
    }

    private SimpleMailMessage message(Letter letter) {
        String text = text(letter.kind(), letter.locale())
                .replace("{name}", letter.username()).replace("{link}", letter.link());
        int subjectEnd = text.indexOf('\n');
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(letter.to());
        message.setSubject(text.substring(0, subjectEnd).strip());
        message.setText(text.substring(subjectEnd + 1).strip() + "\n");
        return message;
    }

    private static String text(Letter.Kind kind, String locale) {
        String name = "/mail/" + kind.text() + "_" + (locale.equals("zh") ? "zh" : "en") + ".txt";
        try (InputStream stream = Mails.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("text " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
