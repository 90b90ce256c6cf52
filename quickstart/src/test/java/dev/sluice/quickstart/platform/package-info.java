/// Facts about the package of the same name.
@NullMarked
package dev.sluice.quickstart.platform;

import org.jspecify.annotations.NullMarked;
