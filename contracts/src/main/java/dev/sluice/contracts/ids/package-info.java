/// Names of things: a prefix that says what is named, and a UUID that orders by time. Safe to log.
@NullMarked
package dev.sluice.contracts.ids;

import org.jspecify.annotations.NullMarked;
