package dev.sluice.relay.forwarding.answer;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;

import dev.sluice.relay.dialect.Dialect;
import dev.sluice.relay.exchange.Exchange;
import dev.sluice.relay.refusal.Refusal;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.refusal.Wire;

/// Events that the relay itself puts into a stream, at event borders only.
final class OwnEvents {

    private OwnEvents() {}

    /// Keeps a silent stream open. Codex counts only events with data, other clients also comments.
    static HttpContent keepAlive(Dialect dialect) {
        return text(switch (dialect) {
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> "event: ping\ndata: {\"type\":\"ping\"}\n\n";
            case OPENAI_RESPONSES, OPENAI_RESPONSES_COMPACT -> "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n";
            case OPENAI_CHAT_COMPLETIONS, OPENAI_COMPLETIONS -> ": keepalive\n\n";
        });
    }

    /// Says why the stream ends here.
    static HttpContent refusal(RefusalAnswers answers, Refusal refusal, Dialect dialect, Exchange exchange) {
        return text(answers.event(refusal, Wire.of(dialect), exchange.requestId()));
    }

    private static HttpContent text(String text) {
        return new DefaultHttpContent(ByteBufUtil.writeUtf8(UnpooledByteBufAllocator.DEFAULT, text));
    }
}
