package dev.sluice.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.account.UsageSettled;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.pricing.rating.Rater;
import dev.sluice.contracts.pricing.rating.Rating;
import dev.sluice.contracts.pricing.rating.RatingInput;
import dev.sluice.contracts.pricing.rating.ServedAs;

/// Writing, reading and pricing one event.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventBenchmark {

    private final UsageSettled settled = Samples.settled();
    private final String type = AccountEventCodec.type(settled);
    private final byte[] json = AccountEventCodec.encode(settled);
    private final PriceBook book = PriceBookJson.shipped();
    private final RatingInput input = new RatingInput(Samples.MODEL, Samples.MODEL, Samples.TOKENS, 0,
            ServedAs.STANDARD, Samples.AT);

    @Benchmark
    public byte[] encode() {
        return AccountEventCodec.encode(settled);
    }

    @Benchmark
    public AccountEvent decode() {
        return AccountEventCodec.decode(type, json);
    }

    @Benchmark
    public Rating rate() {
        return Rater.rate(book, input);
    }
}
