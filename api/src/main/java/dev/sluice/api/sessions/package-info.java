/// Signing in and out: passwords, access and refresh tokens, back-off for those who guess.
@NullMarked
package dev.sluice.api.sessions;

import org.jspecify.annotations.NullMarked;
