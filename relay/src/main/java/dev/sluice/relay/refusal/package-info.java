/// Why a request is not served, and the exact answer that each provider's clients understand
/// (wire-protocols §4.3). Pure: causes in, bytes out.
@NullMarked
package dev.sluice.relay.refusal;

import org.jspecify.annotations.NullMarked;
