/// Our relay without its journal, to see what durability costs.
@NullMarked
package dev.sluice.bench.plain;

import org.jspecify.annotations.NullMarked;
