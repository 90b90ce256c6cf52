package dev.sluice.api.people;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address in the one form in which addresses are compared: NFC, lower case, domain in ASCII. Parts
/// after a plus and dots stay: whether they matter is the mail server's business.
public record EmailAddress(String normalised) {

    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_LENGTH_MAX = 64;
    private static final Pattern LOCAL = Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~.-]+");
    private static final Pattern DOMAIN = Pattern
            .compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /// Empty for what cannot be an address.
    public static Optional<EmailAddress> parse(String text) {
        String folded = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = folded.lastIndexOf('@');
        if (at < 1 || at > LOCAL_LENGTH_MAX || folded.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        String local = folded.substring(0, at);
        return domain(folded.substring(at + 1))
                .filter(_ -> LOCAL.matcher(local).matches())
                .map(domain -> new EmailAddress(local + "@" + domain));
    }

    private static Optional<String> domain(String text) {
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EmailAddress[…]";
    }
}
