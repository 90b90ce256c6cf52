/// What administrators did, read back from `audit`.
@NullMarked
package dev.sluice.api.audit;

import org.jspecify.annotations.NullMarked;
