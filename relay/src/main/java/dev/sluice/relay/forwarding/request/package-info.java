/// What goes up to a provider: the client's request with the edits it needs, and nothing of the client's credentials.
@NullMarked
package dev.sluice.relay.forwarding.request;

import org.jspecify.annotations.NullMarked;
