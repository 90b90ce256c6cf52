/// What operators did: who, why, and what it was before and after.
@NullMarked
package dev.sluice.contracts.audit;

import org.jspecify.annotations.NullMarked;
