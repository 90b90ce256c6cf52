/// API keys of the signed-in user: made, listed, changed, revoked.
@NullMarked
package dev.sluice.api.keys;

import org.jspecify.annotations.NullMarked;
