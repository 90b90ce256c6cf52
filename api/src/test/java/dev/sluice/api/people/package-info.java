/// Addresses as they are compared.
@NullMarked
package dev.sluice.api.people;

import org.jspecify.annotations.NullMarked;
