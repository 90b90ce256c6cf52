package dev.sluice.api.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.api.mail.Letter.Kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LetterMessageTest {

    private static String written(Letter letter) throws Exception {
        var out = new ByteArrayOutputStream();
        LetterMessage.of(letter, new InternetAddress("Sluice <no-reply@sluice.example>"),
                Session.getInstance(new Properties())).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Letter letter(String to, String name) {
        return new Letter("018f-1", to, Kind.PASSWORD_CHANGED, "zh",
                Map.of("name", name, "link", "https://sluice.example/reset", "time", "now"));
    }

    private static String headers(String message) {
        return message.substring(0, message.indexOf("\r\n\r\n"));
    }

    @Test
    void aNameReachesNoHeader() throws Exception {
        String plain = headers(written(letter("ada@example.org", "Ada")));
        String hostile = headers(written(letter("ada@example.org", "Ada\r\nBcc: eve@example.org\r\n\r\nHello")));

        assertThat(hostile.lines().map(line -> line.replaceAll("boundary=.*", "")))
                .containsExactlyElementsOf(plain.lines().map(line -> line.replaceAll("boundary=.*", "")).toList());
        assertThat(hostile).doesNotContain("eve@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@example.org\r\nBcc: eve@example.org", "ada@example.org\nBcc: eve@example.org",
            "ada@example.org, eve@example.org", "ada@example.org;eve@example.org", "Ada <ada@example.org>", "ada",
            "a da@example.org", "", "\r\n"})
    void whatIsNotOneAddressIsNoRecipient(String to) {
        assertThatThrownBy(() -> written(letter(to, "Ada"))).isInstanceOf(AddressException.class);
    }

    @Test
    void aLetterIsTextAndPageNamedAfterItsEvent() throws Exception {
        String message = written(letter("ada@example.org", "Ada"));

        assertThat(message).contains("Message-ID: <018f-1@sluice.example>", "Auto-Submitted: auto-generated",
                "Content-Type: multipart/alternative", "Content-Type: text/plain; charset=UTF-8",
                "Content-Type: text/html; charset=UTF-8", "To: ada@example.org");
        assertThat(headers(message).lines().filter(line -> line.startsWith("To:"))).hasSize(1);
    }

    @Test
    void aNameOfAnyScriptIsWritten() {
        assertThat(LetterText.of(letter("ada@example.org", "爱达")).plain()).startsWith("爱达，您好：");
    }
}
