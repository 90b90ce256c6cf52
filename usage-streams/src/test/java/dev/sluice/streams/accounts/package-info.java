/// Facts about the account decider, and a small world to state them in.
@NullMarked
package dev.sluice.streams.accounts;

import org.jspecify.annotations.NullMarked;
