package dev.sluice.api.mail;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.api.mail.Letter.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class LetterTextTest {

    private static final String LINK = "https://sluice.example/verify?token=abc&x=1";

    static Stream<Arguments> all() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of("en", "zh").map(lang -> Arguments.of(kind, lang)));
    }

    static Letter letter(Kind kind, String locale, String name) {
        return new Letter("id", "ada@example.org", kind, locale,
                Map.of("name", name, "link", LINK, "left", "9", "device", "Firefox", "address", "192.0.2.0/24", "time",
                        "2026-11-23 12:00 UTC", "key", "laptop", "last", "x1Yz", "until", "2026-11-23 13:00 UTC"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLetterHasASubjectALinkAndNoPlaceLeftOpen(Kind kind, String locale) {
        LetterText text = LetterText.of(letter(kind, locale, "Ada"));

        assertThat(text.subject()).isNotBlank().doesNotContain("{", "\n");
        assertThat(text.plain()).containsOnlyOnce(LINK).doesNotContain("{", "](");
        assertThat(text.page()).contains("href=\"" + LINK.replace("&", "&amp;") + "\"")
                .contains("<html lang=\"" + locale + "\">").doesNotContain("{link}", "{name}", "{body}", "](");
    }

    @Test
    void whatAPersonTypedIsNeitherMarkupNorAPlace() {
        LetterText text = LetterText.of(letter(Kind.PASSWORD_CHANGED, "en", "<b>{link}</b> $1 \\"));

        assertThat(text.plain()).contains("Hello <b>{link}</b> $1 \\,").containsOnlyOnce(LINK);
        assertThat(text.page()).contains("Hello &lt;b&gt;{link}&lt;/b&gt; $1 \\,");
    }

    @Test
    void aLanguageWithoutTextsIsEnglish() {
        assertThat(LetterText.of(letter(Kind.VERIFY, "fr", "Ada")).subject()).isEqualTo("Verify your e-mail address");
    }
}
