package dev.sluice.relay.admission;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.Allowances;
import dev.sluice.contracts.admission.Limit;
import dev.sluice.contracts.admission.RedisKeys;
import dev.sluice.contracts.admission.RingShape;
import dev.sluice.contracts.admission.RingView;
import dev.sluice.contracts.admission.WindowsView;
import dev.sluice.contracts.ids.KeyId;
import dev.sluice.contracts.ids.UserId;
import dev.sluice.relay.exchange.UsageLook;
import dev.sluice.relay.exchange.caller.Caller;
import dev.sluice.relay.lease.RedisLink;

/// Reads the hashes that `admit` judges by. The reads follow each other on one connection and are not one
/// transaction: a view that is installed between them may show a reservation twice, for that one answer.
public final class RedisUsageLook implements UsageLook {

    private final RedisLink link;

    public RedisUsageLook(RedisLink link) {
        this.link = link;
    }

    @Override
    public void look(Caller.Known caller, Executor loop, Consumer<Answer> answer) {
        UserId user = caller.user().userId();
        KeyId key = caller.key().keyId();
        String scope = "k:" + key;
        CompletionStage<List<KeyValue<String, String>>> view = link.ask(redis -> redis.hmget(RedisKeys.view(user),
                "bal", "credit", "open", "win", scope, "asof"));
        CompletionStage<List<Object>> local = link.run(AdmissionScript.LOCAL, List.of(RedisKeys.reservations(user)),
                List.of(key.value()));
        link.time().thenCompose(now -> open(user, now).thenCompose(all -> open(user, key, now)
                .thenCombine(view.thenCombine(local, Found::new), (ofKey, found) -> used(found, now, all, ofKey))))
                .exceptionally(_ -> new Answer.Unavailable())
                .thenAccept(told -> loop.execute(() -> answer.accept(told)));
    }

    private record Found(List<KeyValue<String, String>> view, List<Object> local) {

        @Nullable
        String view(int index) {
            return view.get(index).getValueOrElse(null);
        }

        LocalUse local(int index) {
            return LocalUse.parse(String.valueOf(local.get(index)));
        }
    }

    private CompletionStage<Long> open(UserId user, long now) {
        return link.ask(redis -> redis.zcount(RedisKeys.concurrency(user), after(now)));
    }

    private CompletionStage<Long> open(UserId user, KeyId key, long now) {
        return link.ask(redis -> redis.zcount(RedisKeys.concurrency(user, key), after(now)));
    }

    private static Range<Long> after(long now) {
        return Range.from(Range.Boundary.excluding(now), Range.Boundary.unbounded());
    }

    private static Answer used(Found found, long now, long openOfUser, long openOfKey) {
        String windows = found.view(3);
        if (windows == null) {
            return new Answer.AccountUnknown();
        }
        LocalUse local = found.local(0);
        String key = found.view(4);
        WindowsView ofKey = key == null ? WindowsView.EMPTY : new WindowsView(key.split(";", 3)[2]);
        long available = number(found.view(0)) + number(found.view(1)) - number(found.view(2)) - local.micros();
        return new Answer.Used(Instant.ofEpochMilli(number(found.view(5))), available,
                used(new WindowsView(windows), local, now, openOfUser), used(ofKey, found.local(1), now, openOfKey));
    }

    private static Allowances used(WindowsView windows, LocalUse local, long now, long open) {
        WindowsView.Read read = windows.read();
        Map<Limit, Long> used = new EnumMap<>(Limit.class);
        RingView.Live minute = read.minute().from(RingShape.MINUTE.oldestAt(now));
        RingView.Live day = read.day().from(RingShape.DAY.oldestAt(now));
        LocalUse.Minute last = local.since(RingShape.MINUTE.oldestAt(now));
        boolean monthOpen = now < read.monthEndMillis();
        used.put(Limit.REQUESTS_PER_MINUTE, minute.first() + last.requests());
        used.put(Limit.TOKENS_PER_MINUTE, minute.second() + last.tokens());
        used.put(Limit.REQUESTS_PER_DAY, day.second() + local.requests());
        used.put(Limit.TOKENS_PER_MONTH, (monthOpen ? read.monthTokens() : 0) + local.tokens());
        used.put(Limit.CONCURRENCY, open);
        used.put(Limit.SPEND_FIVE_HOURS,
                read.fiveHours().from(RingShape.FIVE_HOURS.oldestAt(now)).first() + local.micros());
        used.put(Limit.SPEND_DAY, day.first() + local.micros());
        used.put(Limit.SPEND_WEEK, read.week().from(RingShape.WEEK.oldestAt(now)).first() + local.micros());
        used.put(Limit.SPEND_MONTH, (monthOpen ? read.monthMicros() : 0) + local.micros());
        used.put(Limit.SPEND_TOTAL, read.totalMicros() + local.micros());
        return new Allowances(used);
    }

    private static long number(@Nullable String text) {
        return text == null || text.isEmpty() ? 0 : Long.parseLong(text);
    }
}
