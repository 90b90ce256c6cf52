/// Journeys through the whole platform, with the real clients. They run on the platform that `./sluice up`
/// starts, in the profile `journeys`.
@NullMarked
package dev.sluice.quickstart.journeys;

import org.jspecify.annotations.NullMarked;
