/// Who may call: people with an access token of `api` whose session has not ended, services with the internal
/// credential.
@NullMarked
package dev.sluice.billing.access;

import org.jspecify.annotations.NullMarked;
