package dev.sluice.streams.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

import dev.sluice.contracts.admission.InMemoryReservations.Flaw;

import static dev.sluice.streams.simulation.Fault.*;
import static dev.sluice.streams.simulation.Scenario.Mode.*;

/// A rule of metering.md (⚠) left out, or a known-wrong design in its place. The auditor must catch each.
/// With it goes the mix of faults and the mode in which it shows soonest.
enum Mutant {
    /// One version guards user and key scopes together.
    ONE_VERSION_FOR_ALL(2, RPM, Flaw.ONE_VERSION_FOR_ALL, FLUSH, ZOMBIE, FLUSH, MATERIALISER),
    /// A view that creates an account leaves it open.
    NO_GATE_FOR_A_NEW_ACCOUNT(0, MONEY, Flaw.NO_GATE_FOR_A_NEW_ACCOUNT, STALL_AND_FLUSH, FLUSH, MATERIALISER),
    /// A relay admits before Kafka knows its journal.
    JOURNAL_NOT_ANNOUNCED(1, MONEY, null, KAFKA_OF_ONE, KILL, FLUSH),
    /// A restarted relay does not renew the leases of journals on its disk.
    OLD_JOURNALS_WITHOUT_LEASE(0, MONEY, null, OUTAGE_AND_KILL, OUTAGE_AND_KILL, MATERIALISER),
    /// A relay whose lease lapsed goes on with the same journal.
    JOURNAL_OUTLIVES_ITS_LEASE(1, MONEY, null, LONG_REDIS_CUT, LONG_REDIS_CUT, KAFKA_OF_ONE, FLUSH),
    /// An extension is no entry of its own.
    ONE_ENTRY_PER_REQUEST(0, CHUNKED, Flaw.ONE_ENTRY_PER_REQUEST, MATERIALISER, DECIDER, KAFKA_OF_ONE),
    /// A watermark is published as soon as its mark is read, with views before it still unread.
    WATERMARK_NOT_HELD(910, MONEY, null, MATERIALISER, MATERIALISER, DECIDER),
    /// A relay does not ask which server it talks to.
    ANY_SERVER_WILL_DO(1, MONEY, null, STALL_AND_FAILOVER, STALL_AND_FAILOVER, FAILOVER),
    /// The minute is the current bucket and 29 before it.
    RING_WITHOUT_CURRENT_BUCKET(0, RPM, Flaw.RING_WITHOUT_CURRENT_BUCKET, MATERIALISER),
    /// Local entries count in the minute however old they are.
    OLD_LOCAL_ENTRIES_COUNT(165, RPM, Flaw.OLD_LOCAL_ENTRIES_COUNT, KAFKA_OF_ONE),
    /// The watermark of a closed journal is the time of its closing.
    CLOSED_JOURNAL_STAYS_LIVE(0, MONEY, null, KILL, LOSE, FLUSH),
    /// A rebuild does not notice a flush under way.
    REBUILD_WITHOUT_TOKEN(13, RPM, null, FLUSH, FLUSH, TWO_FLUSHES, MATERIALISER),
    /// The gate after a failover trusts the clock of the new server.
    GATE_WITHOUT_CLOCK_STEP(4, MONEY, null, FAILOVER, FAILOVER, MATERIALISER),
    /// Nothing sweeps an account that nobody asks about.
    NO_IDLE_SWEEP(5, MONEY, null, MATERIALISER, KILL),
    /// The decider forgets how requests ended.
    TERMINALS_FORGOTTEN(6, MONEY, null, LONG_REDIS_CUT, KAFKA_OF_ONE, KAFKA_OF_ONE),
    /// The decider forgets what it has told about a balance.
    ALERTS_FORGOTTEN(1, MONEY, null, MATERIALISER),
    /// The decider publishes watermarks: they overtake the views.
    WATERMARK_BY_DECIDER(0, MONEY, null, MATERIALISER),
    /// A mark claims the newest Redis time although admissions are under way.
    MARK_IGNORES_CALLS_UNDER_WAY(0, MONEY, null, MATERIALISER, DECIDER),
    /// A mark claims the relay's own time.
    MARK_BY_RELAY_CLOCK(0, MONEY, null, MATERIALISER, DECIDER),
    /// A journal without a mark for 30 s is dead.
    SILENCE_IS_DEATH(0, MONEY, null, KAFKA_OF_ONE, KAFKA_OF_ALL),
    /// Local entries vanish by TTL.
    RELEASE_BY_TTL(35, MONEY, Flaw.RELEASE_BY_TTL, DECIDER, MATERIALISER, KAFKA_OF_ALL),
    /// The decider drops what is not above the last sequence number.
    LAST_NUMBER_ONLY(0, MONEY, null, KAFKA_OF_ONE),
    /// No gate after a loss of data.
    NO_GATE(0, MONEY, null, FLUSH, FAILOVER, MATERIALISER),
    /// One live journal past the gate opens it.
    ANY_JOURNAL_OPENS_THE_GATE(14, MONEY, null, FLUSH, FAILOVER, KAFKA_OF_ONE),
    /// A relay registers only requests that are still open.
    FINISHED_REQUESTS_NOT_REGISTERED(2, MONEY, null, FLUSH, FLUSH, KAFKA_OF_ONE),
    /// A relay registers while admissions on the old data are under way.
    REGISTERS_WITH_CALLS_UNDER_WAY(68, MONEY, null, FLUSH, FLUSH, TWO_FLUSHES, FAILOVER);

    final Scenario.Mode mode;
    final Set<Flaw> flaws;
    final long shownBy;
    final List<Fault> faults;

    /// @param shownBy
    ///            a seed that showed it
    Mutant(long shownBy, Scenario.Mode mode, @Nullable Flaw flaw, Fault... faults) {
        this.shownBy = shownBy;
        this.mode = mode;
        this.flaws = flaw == null ? EnumSet.noneOf(Flaw.class) : EnumSet.of(flaw);
        this.faults = List.of(faults);
    }

    /// The first report that shows it, beginning with the seed that is known to.
    Optional<Simulation.Report> caughtIn(long seedsMax) {
        return LongStream.concat(LongStream.of(shownBy), LongStream.range(0, seedsMax))
                .mapToObj(seed -> Simulation.run(Scenario.of(seed, this))).filter(Simulation.Report::isBroken)
                .findFirst();
    }
}
