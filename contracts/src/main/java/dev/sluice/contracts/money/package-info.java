/// Exact amounts of money in integers; never a float.
@NullMarked
package dev.sluice.contracts.money;

import org.jspecify.annotations.NullMarked;
