package dev.sluice.api.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.web.util.HtmlUtils;

/// A letter in words: subject, plain text, and the same text as a page. Paragraphs are separated by an empty
/// line; one of the form `[label]({link})` is a link: its address in the text, a button on the page.
record LetterText(String subject, String plain, String page) {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(\\{link}\\)");

    static LetterText of(Letter letter) {
        String text = resource("/mail/%s_%s.txt".formatted(letter.kind().text(), language(letter)));
        int subjectEnd = text.indexOf('\n');
        String[] paragraphs = text.substring(subjectEnd + 1).strip().split("\n\\s*\n");
        return new LetterText(text.substring(0, subjectEnd).strip(),
                Stream.of(paragraphs).map(each -> plain(each, letter.values()))
                        .collect(Collectors.joining("\n\n", "", "\n")),
                resource("/mail/page.html").replace("{language}", language(letter)).replace("{body}",
                        Stream.of(paragraphs).map(each -> html(each, letter.values()))
                                .collect(Collectors.joining("\n"))));
    }

    private static String plain(String paragraph, Map<String, String> values) {
        Matcher link = LINK.matcher(paragraph);
        return filled(link.matches() ? "{link}" : paragraph, values);
    }

    private static String html(String paragraph, Map<String, String> values) {
        Map<String, String> escaped = values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> HtmlUtils.htmlEscape(each.getValue(), "UTF-8")));
        Matcher link = LINK.matcher(paragraph);
        return link.matches()
                ? filled("<p><a class=\"button\" href=\"{link}\">%s</a></p>\n<p class=\"small\">{link}</p>"
                        .formatted(HtmlUtils.htmlEscape(link.group(1), "UTF-8")), escaped)
                : "<p>" + filled(HtmlUtils.htmlEscape(paragraph, "UTF-8"), escaped) + "</p>";
    }

    /// In one pass: what a value says is never taken for a place.
    private static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("letter: no value for " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String language(Letter letter) {
        return letter.locale().equals("zh") ? "zh" : "en";
    }

    private static String resource(String name) {
        try (InputStream stream = LetterText.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("text " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
