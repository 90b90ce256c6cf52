/// What `api` does in a second, what it does in a storm, and how long it and the relay take to know a million
/// people.
@NullMarked
package dev.sluice.bench.accounts;

import org.jspecify.annotations.NullMarked;
