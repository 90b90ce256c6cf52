/// The second factor: time-based one-time passwords (RFC 6238) and backup codes. Knows codes, not accounts.
@NullMarked
package dev.sluice.api.secondfactor;

import org.jspecify.annotations.NullMarked;
