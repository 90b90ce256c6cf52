/// What was used and what it cost: charts, records, and why a request was charged as it was.
@NullMarked
package dev.sluice.api.usage;

import org.jspecify.annotations.NullMarked;
