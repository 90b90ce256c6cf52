/// State of the account decider in small rows (metering §4), and their compact binary form.
@NullMarked
package dev.sluice.streams.accounts.rows;

import org.jspecify.annotations.NullMarked;
