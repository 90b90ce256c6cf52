package dev.sluice.api.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.identity.SignIn;
import dev.sluice.contracts.identity.SignInsView;
import dev.sluice.contracts.ids.UserId;

/// Who signed in as a user lately. Failures are counted apart: nobody who guesses pushes out what really
/// happened.
final class SignInLog {

    private SignInLog() {}

    static SignInsView with(@Nullable SignInsView before, UserId userId, SignIn next, long version) {
        List<SignIn> items = new ArrayList<>(before == null ? List.of() : before.items());
        items.add(next);
        Predicate<SignIn> alike = item -> isSuccess(item) == isSuccess(next);
        if (items.stream().filter(alike).count() > IdentityBounds.SIGN_INS_MAX) {
            items.remove(items.stream().filter(alike).findFirst().orElseThrow());
        }
        return new SignInsView(userId, items, version);
    }

    /// Whether somebody who was seen before was never seen with this device. A device that was not told is no
    /// news, nor is the first one.
    static boolean isNews(@Nullable SignInsView before, @Nullable String device) {
        List<SignIn> seen = before == null
                ? List.of()
                : before.items().stream().filter(SignInLog::isSuccess).toList();
        return device != null && !seen.isEmpty() && seen.stream().noneMatch(item -> device.equals(item.device()));
    }

    private static boolean isSuccess(SignIn item) {
        return item.outcome() == SignIn.Outcome.SIGNED_IN;
    }
}
