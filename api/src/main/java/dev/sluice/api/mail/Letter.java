package dev.sluice.api.mail;

/// A letter about to be sent. Never logged: it is personal, and its link is a secret.
public record Letter(String to, Kind kind, String locale, String username, String link) {

    /// What letters there are; texts lie in `mail/<name>_<locale>.txt`, the subject in the first line.
    public enum Kind {
        /// Proves the address of a new user.
        VERIFY("verify"),
        /// Somebody registered an address that has an account.
        ADDRESS_TAKEN("address-taken"),
        /// Somebody registered an address whose registration is not verified yet.
        ADDRESS_PENDING("address-pending");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        return "Letter[" + kind + "]";
    }
}
