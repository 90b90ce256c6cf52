/// The measurements of one run and the table they end in; [dev.sluice.bench.profiles.Bench] is the command.
@NullMarked
package dev.sluice.bench.profiles;

import org.jspecify.annotations.NullMarked;
