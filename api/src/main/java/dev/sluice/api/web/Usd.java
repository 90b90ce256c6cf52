package dev.sluice.api.web;

import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.money.NanoUsd;

/// US dollars as REST has them: a decimal string with nine places, never a JSON number. Fewer places are
/// accepted, more are not.
public record Usd(@JsonValue String decimal) {

    public static final String PATTERN = "^-?\\d{1,12}(\\.\\d{1,9})?$";
    private static final Pattern ACCEPTED = Pattern.compile("-?\\d{1,9}(\\.\\d{1,9})?");

    @JsonCreator
    public Usd {
        if (!ACCEPTED.matcher(decimal).matches()) {
            throw new IllegalArgumentException("expected a decimal string with at most nine places");
        }
    }

    public static Usd of(NanoUsd amount) {
        return new Usd(amount.toDecimal());
    }

    public static @Nullable Usd ofNullable(@Nullable NanoUsd amount) {
        return amount == null ? null : of(amount);
    }

    public NanoUsd amount() {
        return NanoUsd.parse(decimal);
    }
}
