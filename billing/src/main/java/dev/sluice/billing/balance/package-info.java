/// What an account holds and every entry that made it so, for its owner.
@NullMarked
package dev.sluice.billing.balance;

import org.jspecify.annotations.NullMarked;
