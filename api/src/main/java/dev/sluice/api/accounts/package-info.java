/// The account of a user as the relay and usage-streams serve it: whether it is there, and what it answers.
@NullMarked
package dev.sluice.api.accounts;

import org.jspecify.annotations.NullMarked;
