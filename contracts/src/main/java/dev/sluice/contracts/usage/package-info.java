/// What a request used and what kind of request it was: disjoint token classes, services, outcomes.
@NullMarked
package dev.sluice.contracts.usage;

import org.jspecify.annotations.NullMarked;
