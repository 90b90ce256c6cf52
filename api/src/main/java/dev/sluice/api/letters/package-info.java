/// The outbox: what the identity decider decided becomes letters to the people concerned. The log is the queue;
/// whoever of the instances holds a partition sends, and says so only after the mail server took the letter.
@NullMarked
package dev.sluice.api.letters;

import org.jspecify.annotations.NullMarked;
