/// What `./sluice` understands: `up`, `down`, `status`, `doctor`, `help`.
@NullMarked
package dev.sluice.quickstart.commands;

import org.jspecify.annotations.NullMarked;
