/// Every coding against bodies as clients and providers write them, damaged ones, and bombs.
@NullMarked
package dev.sluice.relay.encoding;

import org.jspecify.annotations.NullMarked;
