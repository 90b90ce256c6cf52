/// Becoming a user: proof of work, registration, proof of the address.
@NullMarked
package dev.sluice.api.signup;

import org.jspecify.annotations.NullMarked;
