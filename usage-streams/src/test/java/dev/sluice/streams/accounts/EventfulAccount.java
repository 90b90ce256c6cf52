package dev.sluice.streams.accounts;

import java.util.Map;

import dev.sluice.contracts.account.CreditGranted.Kind;
import dev.sluice.contracts.identity.PlanMode;
import dev.sluice.contracts.ids.RequestId;
import dev.sluice.contracts.usage.TokenUsage;

/// An account to which everything has happened once: rows of every kind with every field used.
public final class EventfulAccount {

    private EventfulAccount() {}

    /// Row key → bytes, the same at each call.
    public static Map<String, byte[]> rows() {
        AccountWorld world = new AccountWorld();
        world.command(world.policy(PlanMode.POSTPAID, 5_000_000));
        world.command(world.granted(Kind.PROMOTIONAL, 3_000_000));
        world.command(world.granted(Kind.PAID, 70_000_000));
        RequestId open = world.request();
        RequestId settled = world.request();
        RequestId failed = world.request();
        RequestId abandoned = world.request();
        for (RequestId request : new RequestId[]{open, settled, failed, abandoned}) {
            world.append(world.reserved(request, 1_500));
            world.passes(31);
        }
        world.append(world.extended(open, 1, 700));
        world.append(world.settled(settled, new TokenUsage(300, 900, 5_000, 10, 20, 30, 40, 100)));
        world.append(world.failed(failed));
        world.command(world.abandoned(abandoned, TokenUsage.of(400, 20)));
        world.append(world.mark(world.now()));
        world.decide(new Appended(world.settled(world.request(), TokenUsage.of(1, 1)), world.now(), world.journal, 90));
        world.decide(new Appended(world.mark(world.now()), world.now(), world.journal, 91));
        return world.store.all();
    }
}
