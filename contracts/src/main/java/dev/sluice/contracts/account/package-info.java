/// The one log per account: every event that can change limits, money or usage of a user, in one total order.
@NullMarked
package dev.sluice.contracts.account;

import org.jspecify.annotations.NullMarked;
