package dev.sluice.api.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.api.usage.RecordShapes.Charge;
import dev.sluice.api.usage.RecordShapes.ChargeLine;
import dev.sluice.api.usage.RecordShapes.Multiplier;
import dev.sluice.api.web.Usd;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.rated.RatedUsage;
import dev.sluice.contracts.usage.TokenClass;

/// Why a request cost what it cost. Each line is cut to whole nano-dollars; what the cutting loses stands in
/// the rounding, so that the sum is the charge exactly. Web searches are what the token lines leave.
final class ChargeExplained {

    private static final BigDecimal PICO_PER_NANO = BigDecimal.valueOf(1_000);
    private static final BigDecimal TOKENS_PER_RATE = BigDecimal.valueOf(1_000_000);
    private static final int PPM_PLACES = 6;

    private ChargeExplained() {}

    static Charge of(RatedUsage rated) {
        BigDecimal factor = rated.multipliers().stream().map(each -> BigDecimal.valueOf(each.ppm(), PPM_PLACES))
                .reduce(BigDecimal.ONE, BigDecimal::multiply);
        List<ChargeLine> lines = new ArrayList<>();
        BigDecimal exactPico = BigDecimal.valueOf(rated.chargeNanoUsd().nanos()).multiply(PICO_PER_NANO)
                .add(BigDecimal.valueOf(rated.residualPico()));
        BigDecimal left = exactPico;
        for (RatedUsage.Line line : rated.lines()) {
            BigDecimal rate = BigDecimal.valueOf(line.picoUsdPerToken()).multiply(factor);
            BigDecimal cost = rate.multiply(BigDecimal.valueOf(line.tokens()));
            lines.add(new ChargeLine(name(line.tokenClass()), line.tokens(),
                    usd(rate.multiply(TOKENS_PER_RATE)), usd(cost)));
            left = left.subtract(cost);
        }
        if (rated.webSearches() > 0) {
            BigDecimal each = left.divide(BigDecimal.valueOf(rated.webSearches()), 0, RoundingMode.DOWN);
            lines.add(new ChargeLine("webSearch", rated.webSearches(), usd(each), usd(left)));
        }
        long sum = lines.stream().mapToLong(line -> line.costUsd().amount().nanos()).sum();
        return new Charge(List.copyOf(lines), multipliers(rated),
                Usd.of(NanoUsd.of(rated.chargeNanoUsd().nanos() - sum)), Usd.of(rated.chargeNanoUsd()));
    }

    private static List<Multiplier> multipliers(RatedUsage rated) {
        return rated.multipliers().stream()
                .map(each -> new Multiplier(each.name(), BigDecimal.valueOf(each.ppm(), PPM_PLACES).toPlainString()))
                .toList();
    }

    private static Usd usd(BigDecimal pico) {
        return Usd.of(NanoUsd.of(pico.divide(PICO_PER_NANO, 0, RoundingMode.DOWN).longValueExact()));
    }

    private static String name(TokenClass tokenClass) {
        return switch (tokenClass) {
            case INPUT -> "input";
            case OUTPUT -> "output";
            case CACHE_READ -> "cacheRead";
            case CACHE_WRITE_5M -> "cacheWrite5m";
            case CACHE_WRITE_30M -> "cacheWrite30m";
            case CACHE_WRITE_1H -> "cacheWrite1h";
            case CACHE_WRITE_12H -> "cacheWrite12h";
        };
    }
}
