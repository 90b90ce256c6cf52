/// Facts about the package of the same name.
@NullMarked
package dev.sluice.quickstart.commands;

import org.jspecify.annotations.NullMarked;
