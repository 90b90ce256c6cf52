/// Tells open pages that there is something new to read, as server-sent events without data of their own.
@NullMarked
package dev.sluice.api.events;

import org.jspecify.annotations.NullMarked;
