/// The profile of the signed-in user.
@NullMarked
package dev.sluice.api.users;

import org.jspecify.annotations.NullMarked;
