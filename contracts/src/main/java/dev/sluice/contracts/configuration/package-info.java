/// Configuration that people write in files: read strictly, and what is wrong said with its line.
@NullMarked
package dev.sluice.contracts.configuration;

import org.jspecify.annotations.NullMarked;
