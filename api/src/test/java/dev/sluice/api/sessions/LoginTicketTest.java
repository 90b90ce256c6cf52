package dev.sluice.api.sessions;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.sluice.api.people.Person;
import dev.sluice.api.sealing.KnownSecrets;
import dev.sluice.api.sealing.Pepper;
import dev.sluice.contracts.ids.UserId;

import static org.assertj.core.api.Assertions.assertThat;

class LoginTicketTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final UserId ADA = UserId.of(new UUID(0x7000, 1));
    private static final Person PERSON = new Person("ada@example.org", "Ada", "en", true, "hash");
    private final Pepper pepper = KnownSecrets.pepper();
    private final LoginTicket ticket = LoginTicket.issue(ADA, PERSON, true, NOON, pepper);

    private boolean isGood(String text, Person person, Instant now) {
        return LoginTicket.parse(text).map(parsed -> parsed.isGood(person, now, pepper)).orElse(false);
    }

    @Test
    void saysWhoseItIsAndWhatWasAskedFor() {
        assertThat(LoginTicket.parse(ticket.text()).orElseThrow()).extracting("userId", "remembered")
                .containsExactly(ADA, true);
        assertThat(ticket.text()).hasSizeLessThanOrEqualTo(LoginTicket.TEXT_LENGTH_MAX);
    }

    @Test
    void isGoodForFiveMinutes() {
        assertThat(isGood(ticket.text(), PERSON, NOON.plus(LoginTicket.LIFETIME).minusMillis(1))).isTrue();
        assertThat(isGood(ticket.text(), PERSON, NOON.plus(LoginTicket.LIFETIME))).isFalse();
    }

    @Test
    void isVoidOnceThePasswordIsAnother() {
        assertThat(isGood(ticket.text(), PERSON.withPasswordHash("other"), NOON)).isFalse();
        assertThat(isGood(ticket.text(), PERSON.withEmail("countess@example.org"), NOON)).isTrue();
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(ticket.text());
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(altered);
            assertThat(isGood(text, PERSON, NOON)).as("byte " + i).isFalse();
        }
    }

    @Test
    void whatHasNotItsFormIsNone() {
        assertThat(LoginTicket.parse("")).isEmpty();
        assertThat(LoginTicket.parse("AAAA")).isEmpty();
        assertThat(LoginTicket.parse("not base 64!")).isEmpty();
    }
}
