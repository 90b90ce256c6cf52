package dev.sluice.streams.history;

import java.util.List;
import java.util.stream.Stream;

import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.TokenUsage;

/// Puts a request and a later record of it together: amounts add up, everything else is what the later one
/// knows better.
final class Merging {

    /// A correction by hand brings amounts alone.
    private static final String BY_HAND = "ADJUSTED";

    private Merging() {}

    static RatedUsage merged(RatedUsage before, RatedUsage later) {
        RatedUsage known = later.flags().contains(BY_HAND) ? before : later;
        List<String> flags = Stream.concat(before.flags().stream(), later.flags().stream()).distinct().toList();
        return new RatedUsage(before.requestId(), later.sequence(), before.userId(), before.keyId(), before.relayId(),
                before.admittedAt(), known.settledAt(), before.service(), before.route(), before.modelAsked(),
                known.modelAnswered(), before.modelPriced(), before.stream(), known.status(), known.outcome(),
                known.basis(), sum(before.tokens(), later.tokens()), before.webSearches() + later.webSearches(),
                before.chargeNanoUsd().plus(later.chargeNanoUsd()), known.residualPico(), known.lines(),
                known.multipliers(), before.priceBook(), before.reservedNanoUsd(), known.firstByteMillis(),
                known.durationMillis(), before.sessionId(), before.requestClass(), known.errorCode(),
                known.upstreamRequestId(), before.metadata(), later.transactionId(), flags);
    }

    private static TokenUsage sum(TokenUsage one, TokenUsage other) {
        return new TokenUsage(bounded(one.input() + other.input()), bounded(one.output() + other.output()),
                bounded(one.cacheRead() + other.cacheRead()), bounded(one.cacheWrite5m() + other.cacheWrite5m()),
                bounded(one.cacheWrite30m() + other.cacheWrite30m()),
                bounded(one.cacheWrite1h() + other.cacheWrite1h()),
                bounded(one.cacheWrite12h() + other.cacheWrite12h()), bounded(one.reasoning() + other.reasoning()));
    }

    private static long bounded(long tokens) {
        return Math.min(tokens, TokenUsage.CLASS_MAX);
    }
}
