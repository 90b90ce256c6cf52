/// Rings, codec and the golden bytes of released row versions.
@NullMarked
package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.NullMarked;
