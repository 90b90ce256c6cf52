/// Secrets and what they protect: keyed hashes, and personal data encrypted with one data key per user.
@NullMarked
package dev.sluice.api.sealing;

import org.jspecify.annotations.NullMarked;
