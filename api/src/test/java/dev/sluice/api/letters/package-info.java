/// What is written to whom, and how often.
@NullMarked
package dev.sluice.api.letters;

import org.jspecify.annotations.NullMarked;
