/// The application: accounts, sessions, keys, usage reads, over the event-sourced identity.
@NullMarked
package dev.sluice.api;

import org.jspecify.annotations.NullMarked;
