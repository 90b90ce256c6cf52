/// The whole platform on one machine with one command; its entry is [Quickstart].
@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
