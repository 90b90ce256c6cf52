/// Charges explained.
@NullMarked
package dev.sluice.api.usage;

import org.jspecify.annotations.NullMarked;
