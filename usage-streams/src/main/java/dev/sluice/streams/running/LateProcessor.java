package dev.sluice.streams.running;

import java.util.Optional;
import java.util.function.Function;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// A processor that is built when its task has a context, so that its own fields can be final.
public final class LateProcessor<KI, VI, KO, VO> implements Processor<KI, VI, KO, VO> {

    private final Function<ProcessorContext<KO, VO>, Processor<KI, VI, KO, VO>> builder;
    private Optional<Processor<KI, VI, KO, VO>> built = Optional.empty();

    public LateProcessor(Function<ProcessorContext<KO, VO>, Processor<KI, VI, KO, VO>> builder) {
        this.builder = builder;
    }

    @Override
    public void init(ProcessorContext<KO, VO> context) {
        built = Optional.of(builder.apply(context));
    }

    @Override
    public void process(Record<KI, VI> message) {
        built.orElseThrow().process(message);
    }
}
