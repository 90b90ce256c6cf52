package dev.sluice.quickstart.mailbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.contracts.json.SluiceJson;

import static org.assertj.core.api.Assertions.assertThat;

class MailboxTest {

    private Mailbox mailbox;

    @BeforeEach
    void start() throws IOException {
        mailbox = Mailbox.start(0, 0);
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void showsALetterToItsRecipientWithTheLinksInIt() throws Exception {
        send("ada@example.com", "Verify: http://localhost:8080/verify?token=abc&x=1", "<p>Hello</p>");
        send("bob@example.com", "nothing", "");

        var letters = SluiceJson.mapper().readTree(get("/api/messages?to=ada%40example.com"));

        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).path("subject").asString()).isEqualTo("Willkommen, Åda");
        assertThat(letters.get(0).path("links").get(0).asString())
                .isEqualTo("http://localhost:8080/verify?token=abc&x=1");
        assertThat(letters.get(0).path("html").asString()).isEqualTo("<p>Hello</p>");
    }

    @Test
    void showsMarkupInAMailAsText() throws Exception {
        send("ada@example.com", "<script>alert(1)</script>", "");

        assertThat(get("/")).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    private void send(String to, String text, String html) throws MessagingException {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", "" + mailbox.smtpPort());
        var mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom(new InternetAddress("sluice@example.com"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Willkommen, Åda", "UTF-8");
        mail.setContent(new MimeMultipart("alternative", part(text, "plain"), part(html, "html")));
        Transport.send(mail);
    }

    private static MimeBodyPart part(String text, String type) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, "UTF-8", type);
        return part;
    }

    private String get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(mailbox.url().resolve(path)).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
