/// Bounds on how often an address or an account may try: counted in Redis, and in this process while Redis is
/// away. Nothing here is a permanent lock-out.
@NullMarked
package dev.sluice.api.throttling;

import org.jspecify.annotations.NullMarked;
