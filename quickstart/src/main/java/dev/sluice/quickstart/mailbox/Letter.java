package dev.sluice.quickstart.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One mail as `GET /api/messages` shows it; `links` are the addresses found in its text and page.
record Letter(String id, List<String> to, String subject, Instant receivedAt, String text, String html,
        List<String> links) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"'<>)\\]]+");

    Letter {
        to = List.copyOf(to);
        links = List.copyOf(links);
    }

    static Letter of(String id, List<String> to, String subject, Instant receivedAt, String text, String html) {
        List<String> links = LINK.matcher(text + "\n" + html.replace("&amp;", "&")).results().map(MatchResult::group)
                .distinct().toList();
        return new Letter(id, to, subject, receivedAt, text, html, links);
    }

    boolean isFor(String address) {
        return to.stream().anyMatch(recipient -> recipient.equalsIgnoreCase(address));
    }
}
