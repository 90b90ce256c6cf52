package dev.sluice.api.users;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.people.KeyLabel;
import dev.sluice.api.people.Person;
import dev.sluice.api.sessions.KnownSessions.KnownSession;
import dev.sluice.api.sessions.KnownSignIns.SignInShown;
import dev.sluice.api.usage.RecordShapes.RequestRecord;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.identity.KeyView;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.query.TransactionsAnswer;

/// Everything that is known about a person. A password is not known: its hash stays here.
@Schema(name = "DataExport")
record DataExport(Instant exportedAt, ExportedPerson person, List<ExportedKey> keys, List<KnownSession> sessions,
        List<SignInShown> signIns, List<ExportedTransaction> transactions, List<RequestRecord> requests) {

    record ExportedPerson(String id, String email, String username, String locale, boolean notifications,
            String timeZone, String plan, boolean emailVerified, Instant createdAt, Instant updatedAt) {

        static ExportedPerson of(UserView user, Person person) {
            return new ExportedPerson(user.userId().value(), person.email(), person.username(), person.locale(),
                    person.notifications(), user.timeZone(), user.plan(), user.emailVerified(), user.createdAt(),
                    user.updatedAt());
        }

        @Override
        public String toString() {
            return "ExportedPerson[" + id + "]";
        }
    }

    record ExportedKey(String id, String name, @Nullable String description, List<String> tags, String last4,
            List<String> addresses, String status, @Nullable Instant expiresAt, Instant createdAt,
            Instant updatedAt) {

        static ExportedKey of(KeyView key, KeyLabel label) {
            return new ExportedKey(key.keyId().value(), label.name(), label.description(), label.tags(), key.last4(),
                    key.addresses(), key.status().name(), key.expiresAt(), key.createdAt(), key.updatedAt());
        }

        @Override
        public String toString() {
            return "ExportedKey[" + id + "]";
        }
    }

    record ExportedTransaction(String id, Instant at, String kind, Usd amountUsd, Usd balanceAfterUsd) {

        static ExportedTransaction of(TransactionsAnswer.Line line) {
            return new ExportedTransaction(line.transaction().transactionId(), line.transaction().at(),
                    line.transaction().kind(), Usd.of(line.amountNanoUsd()), Usd.of(line.balanceAfterNanoUsd()));
        }
    }
}
