package dev.sluice.api.mail;

import java.util.Locale;
import java.util.Map;

/// A letter about to be sent. Never logged: it is personal, and its link may be a secret.
///
/// @param id
///            the same for the same letter, however often it is sent
/// @param values
///            what the text has places for; `link` and `name` among them
public record Letter(String id, String to, Kind kind, String locale, Map<String, String> values) {

    public Letter {
        values = Map.copyOf(values);
    }

    /// What letters there are; texts lie in `mail/<name>_<locale>.txt`, the subject in the first line.
    public enum Kind {
        /// Proves the address of a new user.
        VERIFY,
        /// Somebody asked for an address that has an account.
        ADDRESS_TAKEN,
        /// Somebody asked for an address that waits for another letter to be opened.
        ADDRESS_PENDING,
        /// Lets a new password in.
        RESET_PASSWORD,
        /// The password was changed with the old one.
        PASSWORD_CHANGED,
        /// The password was replaced by who opened a letter.
        PASSWORD_RESET,
        /// Proves the address a user wants to have.
        CONFIRM_EMAIL,
        /// To the old address: it is no longer that of the account.
        EMAIL_CHANGED,
        SECOND_FACTOR_ON,
        SECOND_FACTOR_OFF,
        /// The old backup codes are void.
        BACKUP_CODES_NEW,
        /// Somebody signed in with a backup code.
        BACKUP_CODE_USED,
        /// Somebody signed in from where the person was not seen before.
        NEW_DEVICE,
        /// A refresh token came a second time: its session is over.
        SESSION_STOPPED,
        KEY_CREATED,
        /// A key has another secret.
        KEY_REGENERATED,
        /// So much became of the keys in an hour that there is no more to be read about it in that hour.
        KEYS_MANY,
        /// An operator stopped a key.
        KEY_STOPPED,
        /// An operator lets a key work again.
        KEY_RELEASED,
        /// An operator ended a key for ever.
        KEY_WITHDRAWN,
        ACCOUNT_SUSPENDED,
        ACCOUNT_RESUMED,
        /// The account is gone, and with it everything personal.
        FAREWELL;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return "Letter[" + kind + " " + id + "]";
    }
}
