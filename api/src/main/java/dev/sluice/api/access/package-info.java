/// Who may call which route, and with what manners towards browsers.
@NullMarked
package dev.sluice.api.access;

import org.jspecify.annotations.NullMarked;
