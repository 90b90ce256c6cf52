package dev.sluice.quickstart.mailbox;

import java.util.List;
import java.util.stream.Collectors;

/// The letters as a page a person reads while trying the product.
final class MailboxPage {

    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox</title>
            <meta name="viewport" content="width=device-width">
            <style>body{font:16px system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}
            article{border-top:1px solid #ccc;padding:1rem 0}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
            <h1>Mailbox</h1><p>Every mail of this machine, newest first. <a href="">Look again</a></p>
            %s</html>
            """;

    private MailboxPage() {}

    static String of(List<Letter> letters) {
        return PAGE.formatted(letters.isEmpty()
                ? "<p>No mail yet.</p>"
                : letters.stream().map(MailboxPage::article).collect(Collectors.joining("\n")));
    }

    private static String article(Letter letter) {
        String links = letter.links().stream().map(MailboxPage::link).collect(Collectors.joining());
        return "<article><h2>%s</h2><p>To %s, %s</p><pre>%s</pre>%s</article>".formatted(escape(letter.subject()),
                escape(String.join(", ", letter.to())), letter.receivedAt(), escape(letter.text()), links);
    }

    private static String link(String address) {
        return "<p><a href=\"" + escape(address) + "\">" + escape(address) + "</a></p>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
