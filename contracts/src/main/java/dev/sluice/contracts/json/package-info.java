/// The one JSON mapping of everything that crosses a topic or an internal HTTP call.
@NullMarked
package dev.sluice.contracts.json;

import org.jspecify.annotations.NullMarked;
