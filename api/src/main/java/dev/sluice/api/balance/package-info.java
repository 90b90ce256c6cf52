/// Plan, balance and spend of the signed-in user, as usage-streams has them.
@NullMarked
package dev.sluice.api.balance;

import org.jspecify.annotations.NullMarked;
