/// The provider that every contestant forwards to: fixed answers in the shapes of Anthropic and OpenAI, each
/// token stamped with the time it was sent.
@NullMarked
package dev.sluice.bench.provider;

import org.jspecify.annotations.NullMarked;
