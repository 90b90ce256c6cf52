/// Serves what arrives on the connections of one event loop: takes requests in, answers what needs no provider, and
/// hands the rest on.
@NullMarked
package dev.sluice.relay.server.serving;

import org.jspecify.annotations.NullMarked;
