/// What is compared: our relay with and without its journal, nginx and HAProxy, plain and governed, each
/// started for one run.
@NullMarked
package dev.sluice.bench.contestants;

import org.jspecify.annotations.NullMarked;
