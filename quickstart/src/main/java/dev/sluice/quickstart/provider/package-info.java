/// A provider that speaks Anthropic and OpenAI as the real ones do on the wire, with answers a test can
/// foretell: request headers `x-stub-…` say which usage, pace, error or cut it plays ([StubScript]).
@NullMarked
package dev.sluice.quickstart.provider;

import org.jspecify.annotations.NullMarked;
