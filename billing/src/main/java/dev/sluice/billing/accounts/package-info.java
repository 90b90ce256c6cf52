/// What usage-streams knows of an account, asked over its internal HTTP query.
@NullMarked
package dev.sluice.billing.accounts;

import org.jspecify.annotations.NullMarked;
