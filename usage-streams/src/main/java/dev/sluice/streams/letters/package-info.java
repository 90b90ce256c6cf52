/// Dead letters seen from outside: which are open and why, and the verdicts of a person, which go through the log
/// like everything else that changes an account.
@NullMarked
package dev.sluice.streams.letters;

import org.jspecify.annotations.NullMarked;
