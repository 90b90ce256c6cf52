package dev.sluice.relay.server.serving;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.sluice.contracts.ids.RequestId;
import dev.sluice.relay.body.SharedBudget;
import dev.sluice.relay.body.SpillFolder;
import dev.sluice.relay.exchange.Gatekeeper;
import dev.sluice.relay.exchange.PriceList;
import dev.sluice.relay.refusal.RefusalAnswers;
import dev.sluice.relay.server.framing.Bounds;

/// What every connection of the server needs to serve a request.
///
/// @param budget
///            of request bodies in memory
/// @param spill
///            of those that are too large for it
/// @param requestIds
///            new ids
/// @param nanos
///            a monotonic clock
/// @param open
///            how many requests are between their headers and the end of their answer
/// @param draining
///            set once no new request is to be served
public record Desk(
        Gatekeeper gatekeeper,
        PriceList prices,
        RefusalAnswers answers,
        Counters counters,
        Bounds bounds,
        SharedBudget budget,
        SpillFolder spill,
        InstantSource clock,
        LongSupplier nanos,
        Supplier<RequestId> requestIds,
        AtomicInteger open,
        AtomicBoolean draining) {}
