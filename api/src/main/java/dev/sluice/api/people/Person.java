package dev.sluice.api.people;

import org.jspecify.annotations.Nullable;

/// What is known about a person. Never logged; sealed wherever it is stored.
///
/// @param totp
///            secret of the second factor, in base 32; null = none is asked for
/// @param totpOffered
///            secret that was shown and not confirmed by a code yet
public record Person(String email, String username, String locale, boolean notifications, String passwordHash,
        @Nullable String totp, @Nullable String totpOffered) {

    /// Somebody new.
    public Person(String email, String username, String locale, boolean notifications, String passwordHash) {
        this(email, username, locale, notifications, passwordHash, null, null);
    }

    public Person named(String name) {
        return new Person(email, name, locale, notifications, passwordHash, totp, totpOffered);
    }

    public Person settings(String chosenLocale, boolean chosenNotifications) {
        return new Person(email, username, chosenLocale, chosenNotifications, passwordHash, totp, totpOffered);
    }

    public Person withEmail(String changed) {
        return new Person(changed, username, locale, notifications, passwordHash, totp, totpOffered);
    }

    public Person withPasswordHash(String changed) {
        return new Person(email, username, locale, notifications, changed, totp, totpOffered);
    }

    public Person withTotp(@Nullable String confirmed, @Nullable String offered) {
        return new Person(email, username, locale, notifications, passwordHash, confirmed, offered);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
