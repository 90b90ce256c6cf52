/// Letters as texts and as messages.
@NullMarked
package dev.sluice.api.mail;

import org.jspecify.annotations.NullMarked;
