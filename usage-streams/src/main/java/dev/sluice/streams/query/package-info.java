/// The internal HTTP door: usage, records, transactions and accounts, asked by api and billing.
@NullMarked
package dev.sluice.streams.query;

import org.jspecify.annotations.NullMarked;
