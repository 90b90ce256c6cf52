package dev.sluice.contracts.identity;

import java.util.List;

import dev.sluice.contracts.ids.UserId;

/// The last times somebody signed in as a user or failed to, oldest first, a few of each; topic
/// `identity.sign-ins`, key = user id.
public record SignInsView(UserId userId, List<SignIn> items, long version) {

    public SignInsView {
        items = List.copyOf(items);
    }
}
