/// What is set aside, what is charged, and how answers are watched.
@NullMarked
package dev.sluice.relay.metering;

import org.jspecify.annotations.NullMarked;
