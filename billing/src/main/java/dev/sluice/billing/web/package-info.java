/// What every answer of this service has in common: a request id, and errors as RFC 9457 problems.
@NullMarked
package dev.sluice.billing.web;

import org.jspecify.annotations.NullMarked;
