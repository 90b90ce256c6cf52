/// Tests of which upstream a request goes to.
@NullMarked
package dev.sluice.relay.upstream.choice;

import org.jspecify.annotations.NullMarked;
