/// Each cause of a refusal and its exact answers.
@NullMarked
package dev.sluice.relay.refusal;

import org.jspecify.annotations.NullMarked;
