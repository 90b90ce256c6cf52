/// JSON Schema and golden samples of everything that crosses a topic.
@NullMarked
package dev.sluice.contracts.schema;

import org.jspecify.annotations.NullMarked;
