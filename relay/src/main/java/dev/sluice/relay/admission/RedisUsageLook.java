package dev.sluice.relay.admission;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

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
import dev.sluice.relay.redis.RedisLink;

/// Reads what `admit` judges by, in one step.
public final class RedisUsageLook implements UsageLook {

    // Where the answer of the script has what.
    private static final int NOW = 0;
    private static final int RUNNING_OF_USER = 1;
    private static final int RUNNING_OF_KEY = 2;
    private static final int BALANCE = 3;
    private static final int CREDIT = 4;
    private static final int OPEN = 5;
    private static final int WINDOWS = 6;
    private static final int KEY = 7;
    private static final int AS_OF = 8;
    private static final int LOCAL_OF_USER = 9;
    private static final int LOCAL_OF_KEY = 10;

    private final RedisLink link;

    public RedisUsageLook(RedisLink link) {
        this.link = link;
    }

    @Override
    public void look(Caller.Known caller, Executor loop, Consumer<Answer> answer) {
        UserId user = caller.user().userId();
        KeyId key = caller.key().keyId();
        link.run(AdmissionScript.LOOK, List.of(RedisKeys.view(user), RedisKeys.reservations(user),
                RedisKeys.concurrency(user), RedisKeys.concurrency(user, key)), List.of(key.value()))
                .thenApply(fields -> used(new Found(fields)))
                .exceptionally(_ -> new Answer.Unavailable())
                .thenAccept(told -> loop.execute(() -> answer.accept(told)));
    }

    /// What `look.lua` answers.
    private record Found(List<? extends @Nullable Object> fields) {

        @Nullable
        String text(int index) {
            return (String) fields.get(index);
        }

        /// What is not there is 0.
        long number(int index) {
            return switch (fields.get(index)) {
                case Long number -> number;
                case String text when !text.isEmpty() -> Long.parseLong(text);
                case null, default -> 0;
            };
        }

        LocalUse local(int index) {
            return LocalUse.parse(String.valueOf(fields.get(index)));
        }
    }

    private static Answer used(Found found) {
        String windows = found.text(WINDOWS);
        if (windows == null) {
            return new Answer.AccountUnknown();
        }
        long now = found.number(NOW);
        LocalUse local = found.local(LOCAL_OF_USER);
        String key = found.text(KEY);
        WindowsView ofKey = key == null ? WindowsView.EMPTY : new WindowsView(key.split(";", 3)[2]);
        long available = found.number(BALANCE) + found.number(CREDIT) - found.number(OPEN) - local.micros();
        return new Answer.Used(Instant.ofEpochMilli(found.number(AS_OF)), available,
                used(new WindowsView(windows), local, now, found.number(RUNNING_OF_USER)),
                used(ofKey, found.local(LOCAL_OF_KEY), now, found.number(RUNNING_OF_KEY)));
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
}
