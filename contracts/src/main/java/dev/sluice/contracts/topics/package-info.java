/// The topic catalogue: name, key, partitions, retention of every topic, and what is checked at start-up.
@NullMarked
package dev.sluice.contracts.topics;

import org.jspecify.annotations.NullMarked;
