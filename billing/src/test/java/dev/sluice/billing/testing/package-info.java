/// What the tests put around the service: an issuer of access tokens, usage-streams that says what it is
/// told, whole instances.
@NullMarked
package dev.sluice.billing.testing;

import org.jspecify.annotations.NullMarked;
