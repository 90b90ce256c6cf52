package dev.sluice.api.people;

/// What is known about a person. Never logged; sealed wherever it is stored.
public record Person(String email, String username, String locale, boolean notifications, String passwordHash) {

    public Person named(String name) {
        return new Person(email, name, locale, notifications, passwordHash);
    }

    public Person settings(String chosenLocale, boolean chosenNotifications) {
        return new Person(email, username, chosenLocale, chosenNotifications, passwordHash);
    }

    public Person withEmail(String changed) {
        return new Person(changed, username, locale, notifications, passwordHash);
    }

    public Person withPasswordHash(String changed) {
        return new Person(email, username, locale, notifications, changed);
    }

    @Override
    public String toString() {
        return "Person[…]";
    }
}
