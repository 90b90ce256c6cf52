/// Who is at the other end of a connection: the address a request came from, behind however many proxies.
@NullMarked
package dev.sluice.relay.peer;

import org.jspecify.annotations.NullMarked;
