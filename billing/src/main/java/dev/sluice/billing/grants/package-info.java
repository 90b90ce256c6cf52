/// Credit given: the welcome grant of each verified user, and grants by operators through the internal door.
/// A grant's id follows from what it is for, so that giving it again has no effect.
@NullMarked
package dev.sluice.billing.grants;

import org.jspecify.annotations.NullMarked;
