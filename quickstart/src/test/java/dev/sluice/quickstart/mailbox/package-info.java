/// The mailbox as senders and readers see it.
@NullMarked
package dev.sluice.quickstart.mailbox;

import org.jspecify.annotations.NullMarked;
