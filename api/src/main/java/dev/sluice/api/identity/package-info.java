/// Decides all of identity: who owns an address, which sessions live, which keys exist. Pure: no clock, no
/// randomness, no tool; `dev.sluice.api.identitylog` runs it on the log.
@NullMarked
package dev.sluice.api.identity;

import org.jspecify.annotations.NullMarked;
