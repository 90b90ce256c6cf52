/// What comes back to a client: the provider's answer as it came, or one of ours, and nothing of our account with the
/// provider.
@NullMarked
package dev.sluice.relay.forwarding.answer;

import org.jspecify.annotations.NullMarked;
