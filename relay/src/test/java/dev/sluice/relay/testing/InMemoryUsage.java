package dev.sluice.relay.testing;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.relay.exchange.UsageLook;
import dev.sluice.relay.exchange.caller.Caller;

/// Tells what a test says.
public final class InMemoryUsage implements UsageLook {

    private volatile Answer told = new Answer.AccountUnknown();

    public void tells(Answer answer) {
        told = answer;
    }

    @Override
    public void look(Caller.Known caller, Executor loop, Consumer<Answer> answer) {
        loop.execute(() -> answer.accept(told));
    }
}
