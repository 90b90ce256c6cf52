package dev.sluice.streams.running;

import java.util.Map;

import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Passes over a record that is not what its topic promises, with its place in the log, and fails for
/// anything else: a full disk is no reason to lose history.
public final class SkipUnreadable implements ProcessingExceptionHandler {

    private final Logger log = LoggerFactory.getLogger(SkipUnreadable.class);

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> message, Exception failure) {
        if (failure instanceof JacksonException || failure instanceof IllegalArgumentException) {
            log.atError().addKeyValue("topic", context.topic()).addKeyValue("partition", context.partition())
                    .addKeyValue("offset", context.offset()).addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("unreadable record is passed over");
            return Response.resume();
        }
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to configure
    }
}
