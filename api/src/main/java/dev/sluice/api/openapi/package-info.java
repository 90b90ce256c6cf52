/// The OpenAPI document, written from the code.
@NullMarked
package dev.sluice.api.openapi;

import org.jspecify.annotations.NullMarked;
