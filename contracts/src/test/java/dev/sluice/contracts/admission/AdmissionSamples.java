package dev.sluice.contracts.admission;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.ids.JournalId;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.ids.UserId;

/// Questions and views of one user with two keys and one relay.
final class AdmissionSamples {

    final UserId user = UserId.of(UUID.randomUUID());
    final KeyId key = KeyId.of(UUID.randomUUID());
    final KeyId otherKey = KeyId.of(UUID.randomUUID());
    final JournalId journal = JournalId.of(UUID.randomUUID());

    static RequestId request() {
        return RequestId.of(UUID.randomUUID());
    }

    AdmitRequest ask(long micros) {
        return ask(request(), 0, micros, Allowances.UNLIMITED, Allowances.UNLIMITED);
    }

    AdmitRequest ask(Allowances ofUser, Allowances ofKey) {
        return ask(request(), 0, 10, ofUser, ofKey);
    }

    AdmitRequest ask(RequestId request, int extension, long micros, Allowances ofUser, Allowances ofKey) {
        return new AdmitRequest(user, key, journal, request, extension, micros, 7, micros, ofUser, ofKey,
                GatePass.reached(Long.MAX_VALUE / 4096), false);
    }

    AccountView view(long version, long balanceMicros, List<Consumed> consumed) {
        return view(version, balanceMicros, WindowsView.EMPTY, null, consumed);
    }

    AccountView view(long version, long balanceMicros, WindowsView windows, AccountView.@Nullable KeyScope scope,
            List<Consumed> consumed) {
        return new AccountView(user, 0, version, Instant.EPOCH, balanceMicros, 0, 0, null, windows, scope, consumed);
    }

    AccountView.KeyScope scope(KeyId of, WindowsView windows) {
        return new AccountView.KeyScope(of, 0, windows);
    }
}
