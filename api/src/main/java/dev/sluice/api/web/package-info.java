/// Manners of every route: problems, request ids, bounds, money as text, the caller.
@NullMarked
package dev.sluice.api.web;

import org.jspecify.annotations.NullMarked;
