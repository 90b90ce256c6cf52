package dev.sluice.streams.explaining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.RefundPosted;
import dev.sluice.contracts.account.UpstreamAttempt;
import dev.sluice.contracts.account.UsageAbandoned;
import dev.sluice.contracts.account.UsageAdjusted;
import dev.sluice.contracts.account.UsageExtended;
import dev.sluice.contracts.account.UsageFailed;
import dev.sluice.contracts.account.UsageReserved;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.usage.TokenClass;
import dev.sluice.contracts.usage.TokenUsage;

/// What an event says about its request.
final class EventLines {

    private EventLines() {}

    static List<String> of(AccountEvent event) {
        return switch (event) {
            case UsageReserved its -> reserved(its);
            case UsageExtended its -> List.of("extension " + its.extension() + ": " + its.reservedNanoUsd() + " and "
                    + count(its.reservedTokens()) + " tokens more; so far " + tokens(its.progress()) + " ("
                    + its.progressBasis() + ")");
            case UsageSettled its -> settled(its);
            case UsageFailed its -> failed(its);
            case UsageAbandoned its -> List.of(its.reason() + ", relay " + its.relayId() + "; last progress: "
                    + (its.progress() == null ? "not told" : tokens(its.progress())));
            case UsageAdjusted its -> List.of(its.chargeDeltaNanoUsd() + " by " + its.by() + ": " + its.reason());
            case RefundPosted its -> List.of(its.amountNanoUsd() + " by " + its.by() + ": " + its.reason());
            case AccountEvent other -> List.of(other.getClass().getSimpleName());
        };
    }

    private static List<String> reserved(UsageReserved its) {
        List<String> lines = new ArrayList<>();
        lines.add("user " + its.userId() + ", key " + its.keyId() + ", relay " + its.relayId());
        lines.add(its.service().name().toLowerCase(Locale.ROOT) + " " + its.route() + " " + its.modelAsked()
                + (its.stream() ? ", as a stream" : "") + "; admitted " + its.admittedAt()
                + " (Redis time), price book "
                + its.priceBook());
        lines.add("set aside " + its.reservedNanoUsd() + " and " + count(its.reservedTokens()) + " tokens for "
                + tokens(its.estimate()));
        return lines;
    }

    private static List<String> settled(UsageSettled its) {
        List<String> lines = new ArrayList<>();
        lines.add(its.outcome() + ", status " + its.status() + error(its.errorCode()) + ", " + its.basis() + ": "
                + tokens(its.tokens()) + (its.webSearches() == 0 ? "" : ", " + its.webSearches() + " web searches"));
        lines.add("answered by " + its.modelAnswered() + " at " + its.upstream() + " (its id "
                + its.upstreamRequestId() + ") in " + its.durationMillis() + " ms"
                + (its.firstByteMillis() == null ? "" : ", first byte after " + its.firstByteMillis() + " ms"));
        lines.addAll(attempts(its.earlierAttempts()));
        return lines;
    }

    private static List<String> failed(UsageFailed its) {
        List<String> lines = new ArrayList<>();
        lines.add(its.outcome() + ", status " + its.status() + error(its.errorCode()) + " at " + its.upstream() + " in "
                + its.durationMillis() + " ms");
        lines.addAll(attempts(its.earlierAttempts()));
        return lines;
    }

    private static List<String> attempts(@Nullable List<UpstreamAttempt> attempts) {
        return attempts == null
                ? List.of()
                : attempts.stream().map(one -> "tried before: " + one.upstream() + ", status " + one.status()
                        + error(one.errorCode()) + ", " + one.durationMillis() + " ms, our cost " + one.costNanoUsd())
                        .toList();
    }

    private static String error(@Nullable String code) {
        return code == null ? "" : " " + code;
    }

    /// Classes that were used, none with zero tokens.
    static String tokens(TokenUsage usage) {
        List<String> classes = new ArrayList<>();
        for (TokenClass each : TokenClass.values()) {
            if (usage.of(each) > 0) {
                classes.add(count(usage.of(each)) + " " + name(each));
            }
        }
        return classes.isEmpty() ? "no tokens" : String.join(", ", classes);
    }

    static String name(TokenClass tokenClass) {
        return tokenClass.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
