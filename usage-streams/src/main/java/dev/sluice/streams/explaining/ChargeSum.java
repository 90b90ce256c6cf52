package dev.sluice.streams.explaining;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.sluice.contracts.rated.RatedUsage;

/// The charge of one rated record, added up once more: classes × rates × multipliers + web searches, rounded once
/// to nano-dollars with the rest kept. `charge = round((Σ lines × tier × geography + searches) × charge multiplier)`.
///
/// @param addsUp
///            whether the lines lead to the charge; a record without lines or of a difference has nothing to add
record ChargeSum(List<String> lines, boolean addsUp) {

    private static final BigDecimal PICO = BigDecimal.ONE.movePointLeft(12);
    private static final BigDecimal PPM = BigDecimal.ONE.movePointLeft(6);
    private static final String ON_EVERYTHING = "charge ";
    private static final int PLACES = 18;

    static ChargeSum of(RatedUsage rated) {
        if (rated.lines().isEmpty() || rated.sequence() > 0) {
            return new ChargeSum(List.of(amount("charge", rated.chargeNanoUsd().toDecimal())), true);
        }
        List<String> lines = new ArrayList<>();
        BigDecimal tokens = BigDecimal.ZERO;
        for (RatedUsage.Line line : rated.lines()) {
            BigDecimal rate = BigDecimal.valueOf(line.picoUsdPerToken()).multiply(PICO);
            BigDecimal part = rate.multiply(BigDecimal.valueOf(line.tokens()));
            lines.add(amount(EventLines.count(line.tokens()) + " " + EventLines.name(line.tokenClass()) + " × $"
                    + rate.movePointRight(6).stripTrailingZeros().toPlainString() + " per million", plain(part)));
            tokens = tokens.add(part);
        }
        BigDecimal exact = BigDecimal.valueOf(rated.chargeNanoUsd().nanos()).movePointLeft(9)
                .add(BigDecimal.valueOf(rated.residualPico()).multiply(PICO));
        BigDecimal onEverything = BigDecimal.ONE;
        for (RatedUsage.Multiplier multiplier : rated.multipliers()) {
            BigDecimal factor = BigDecimal.valueOf(multiplier.ppm()).multiply(PPM);
            lines.add("× " + factor.stripTrailingZeros().toPlainString() + " " + multiplier.name());
            if (multiplier.name().startsWith(ON_EVERYTHING)) {
                onEverything = onEverything.multiply(factor);
            } else {
                tokens = tokens.multiply(factor);
            }
        }
        return summed(rated, lines, tokens, onEverything, exact);
    }

    private static ChargeSum summed(RatedUsage rated, List<String> lines, BigDecimal tokens, BigDecimal onEverything,
            BigDecimal exact) {
        BigDecimal rest = exact.subtract(tokens.multiply(onEverything));
        boolean addsUp = rated.webSearches() > 0 ? rest.signum() >= 0 : rest.abs().compareTo(PICO) < 0;
        if (rated.webSearches() > 0) {
            lines.add(amount(rated.webSearches() + " web searches", plain(rest)));
        }
        lines.add(amount("exactly", plain(exact)));
        lines.add(amount("charge, the rest of " + rated.residualPico() + " pico-dollars kept",
                rated.chargeNanoUsd().toDecimal()));
        if (!addsUp) {
            lines.add("THE LINES DO NOT ADD UP TO THE CHARGE: $" + plain(rest) + " are not explained");
        }
        return new ChargeSum(lines, addsUp);
    }

    private static String plain(BigDecimal amount) {
        return amount.setScale(PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros().setScale(12, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String amount(String what, String decimal) {
        return String.format(Locale.ROOT, "%-58s $%s", what, decimal);
    }
}
