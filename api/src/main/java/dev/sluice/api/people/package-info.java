/// Personal data of users, sealed in the log and readable only here: addresses, names, password hashes.
@NullMarked
package dev.sluice.api.people;

import org.jspecify.annotations.NullMarked;
