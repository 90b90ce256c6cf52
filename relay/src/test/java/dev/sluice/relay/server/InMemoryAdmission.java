package dev.sluice.relay.server;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.exchange.Admission;

/// Admits everything, or answers what a test wants; knows what is open.
final class InMemoryAdmission implements Admission {

    private final InstantSource clock;
    private final Set<RequestId> open = ConcurrentHashMap.newKeySet();
    private final List<Request> admitted = new CopyOnWriteArrayList<>();
    private final List<Extension> extensions = new CopyOnWriteArrayList<>();
    private volatile Verdict verdict;
    private volatile Verdict extensionVerdict;

    InMemoryAdmission(InstantSource clock) {
        this.clock = clock;
        this.verdict = new Verdict.Admitted(clock.instant(), null);
        this.extensionVerdict = verdict;
    }

    void answers(Verdict next) {
        verdict = next;
    }

    void answersExtensions(Verdict next) {
        extensionVerdict = next;
    }

    Set<RequestId> open() {
        return open;
    }

    List<Request> admitted() {
        return admitted;
    }

    List<Extension> extensions() {
        return extensions;
    }

    @Override
    public void admit(Request request, Executor loop, Consumer<Verdict> answer) {
        Verdict given = verdict instanceof Verdict.Admitted ? new Verdict.Admitted(clock.instant(), null) : verdict;
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
