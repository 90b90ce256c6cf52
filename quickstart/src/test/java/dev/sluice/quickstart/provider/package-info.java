/// The stub provider as its callers see it.
@NullMarked
package dev.sluice.quickstart.provider;

import org.jspecify.annotations.NullMarked;
