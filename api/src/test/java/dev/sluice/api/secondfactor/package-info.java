/// Codes, without accounts.
@NullMarked
package dev.sluice.api.secondfactor;

import org.jspecify.annotations.NullMarked;
