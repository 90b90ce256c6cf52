package dev.sluice.relay.upstream;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/// What our account at a provider is proven with.
public sealed interface Credential {

    /// A key that stays as it is until the configuration changes.
    record ApiKey(Secret key) implements Credential {}

    /// Access tokens that are asked for with a refresh token, each ahead of the other's expiry.
    record OAuth(URI tokenUrl, String clientId, @Nullable Secret clientSecret, Secret refreshToken)
            implements
                Credential {}
}
