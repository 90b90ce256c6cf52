/// What an answer must not tell, and what it must.
@NullMarked
package dev.sluice.relay.forwarding.answer;

import org.jspecify.annotations.NullMarked;
