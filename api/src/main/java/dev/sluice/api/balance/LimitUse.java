package dev.sluice.api.balance;

import java.util.ArrayList;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.sluice.api.web.Usd;
import dev.sluice.contracts.identity.Budgets;
import dev.sluice.contracts.identity.Limits;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.money.NanoUsd;
import dev.sluice.contracts.query.AccountAnswer.Used;

/// A limit of a user with what of it is used in its window: a number of things, or money. Named as `GET /v1/usage` of
/// the relay names it. What is used is absent while it is not known.
record LimitUse(
        @Schema(description = "`rpm`, `rpd`, `tpm`, `tokensPerMonth`, `concurrency`; `fiveHour`, `day`, `week`, `month`, `total` for money") String limit,
        @Nullable Long max,
        @Nullable Long used,
        @Nullable Usd maxUsd,
        @Nullable Usd usedUsd) {

    static final Used NOTHING = new Used(0, 0, 0, 0, 0, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO,
            NanoUsd.ZERO);

    static List<LimitUse> of(UserView user, @Nullable Used used) {
        List<LimitUse> uses = new ArrayList<>();
        Limits limits = user.limits();
        add(uses, "rpm", limits.rpm(), used == null ? null : used.requestsPerMinute());
        add(uses, "rpd", limits.rpd(), used == null ? null : used.requestsPerDay());
        add(uses, "tpm", limits.tpm(), used == null ? null : used.tokensPerMinute());
        add(uses, "tokensPerMonth", limits.tokensPerMonth(), used == null ? null : used.tokensPerMonth());
        add(uses, "concurrency", limits.concurrency(), used == null ? null : used.concurrency());
        Budgets budgets = user.budgets();
        add(uses, "fiveHour", budgets.fiveHourNanoUsd(), used == null ? null : used.fiveHourNanoUsd());
        add(uses, "day", budgets.dayNanoUsd(), used == null ? null : used.dayNanoUsd());
        add(uses, "week", budgets.weekNanoUsd(), used == null ? null : used.weekNanoUsd());
        add(uses, "month", budgets.monthNanoUsd(), used == null ? null : used.monthNanoUsd());
        add(uses, "total", budgets.totalNanoUsd(), used == null ? null : used.totalNanoUsd());
        return uses;
    }

    private static void add(List<LimitUse> uses, String limit, @Nullable Long max, @Nullable Long used) {
        if (max != null) {
            uses.add(new LimitUse(limit, max, used, null, null));
        }
    }

    private static void add(List<LimitUse> uses, String limit, @Nullable NanoUsd max, @Nullable NanoUsd used) {
        if (max != null) {
            uses.add(new LimitUse(limit, null, null, Usd.of(max), Usd.ofNullable(used)));
        }
    }
}
