/// Tests of the scanners, without a provider in sight.
@NullMarked
package dev.sluice.relay.scanning;

import org.jspecify.annotations.NullMarked;
