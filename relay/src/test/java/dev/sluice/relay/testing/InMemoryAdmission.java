package dev.sluice.relay.testing;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.reservation.Admission;
import dev.sluice.relay.exchange.reservation.Remaining;

/// Admits everything, or answers what a test wants; knows what is open.
public final class InMemoryAdmission implements Admission {

    private final InstantSource clock;
    private final Set<RequestId> open = ConcurrentHashMap.newKeySet();
    private final List<Request> admitted = new CopyOnWriteArrayList<>();
    private final List<Extension> extensions = new CopyOnWriteArrayList<>();
    private volatile Verdict verdict;
    private volatile Verdict extensionVerdict;

    public InMemoryAdmission(InstantSource clock) {
        this.clock = clock;
        this.verdict = new Verdict.Admitted(clock.instant(), Remaining.UNTOLD);
        this.extensionVerdict = verdict;
    }

    public void answers(Verdict next) {
        verdict = next;
    }

    public void answersExtensions(Verdict next) {
        extensionVerdict = next;
    }

    public Set<RequestId> open() {
        return open;
    }

    public List<Request> admitted() {
        return admitted;
    }

    public List<Extension> extensions() {
        return extensions;
    }

    @Override
    public void admit(Request request, Executor loop, Consumer<Verdict> answer) {
        Verdict given = verdict instanceof Verdict.Admitted(_, var left)
                ? new Verdict.Admitted(clock.instant(), left)
                : verdict;
        if (given instanceof Verdict.Admitted) {
            open.add(request.requestId());
            admitted.add(request);
        }
        loop.execute(() -> answer.accept(given));
    }

    @Override
    public void extend(Extension extension, Executor loop, Consumer<Verdict> answer) {
        extensions.add(extension);
        loop.execute(() -> answer.accept(extensionVerdict));
    }

    @Override
    public void givenUp(Request request) {
        open.remove(request.requestId());
    }

    @Override
    public void ended(Request request) {
        open.remove(request.requestId());
    }
}
