/// A person's way through the public REST API, as a program: sign up with proof of work, read the mail,
/// verify, create a key. The demo account and the journeys take it; nothing here writes a topic.
@NullMarked
package dev.sluice.quickstart.account;

import org.jspecify.annotations.NullMarked;
