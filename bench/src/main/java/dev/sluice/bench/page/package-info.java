/// The page of results: what a run writes into it, and where and when that came about.
@NullMarked
package dev.sluice.bench.page;

import org.jspecify.annotations.NullMarked;
