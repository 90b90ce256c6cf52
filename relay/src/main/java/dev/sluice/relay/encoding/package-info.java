/// Content encodings (RFC 9110 §8.4): what passes encoded is read in a decoded copy, within bounds.
@NullMarked
package dev.sluice.relay.encoding;

import org.jspecify.annotations.NullMarked;
