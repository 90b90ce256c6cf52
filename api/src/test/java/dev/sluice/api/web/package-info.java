/// What is done with every request, before anybody reads it.
@NullMarked
package dev.sluice.api.web;

import org.jspecify.annotations.NullMarked;
