/// Facts about the package of the same name.
@NullMarked
package dev.sluice.quickstart.account;

import org.jspecify.annotations.NullMarked;
