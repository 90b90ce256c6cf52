/// Pages about the topics, written from the catalogue so that they cannot be wrong.
@NullMarked
package dev.sluice.contracts.catalogue;

import org.jspecify.annotations.NullMarked;
