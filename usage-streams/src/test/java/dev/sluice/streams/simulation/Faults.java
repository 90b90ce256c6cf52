package dev.sluice.streams.simulation;

import java.util.List;

/// Lets things go wrong, one every eight to twenty seconds.
final class Faults {

    private final World world;
    private final Timeline timeline;
    private final SimRedis redis;
    private final Relays relays;
    private final SimDecider[] deciders;
    private final SimMaterialiser[] materialisers;
    private final double meanSeconds;
    private boolean lostOne;

    Faults(World world, Relays relays, SimDecider[] deciders, SimMaterialiser[] materialisers) {
        this.world = world;
        this.timeline = world.timeline();
        this.redis = world.redis();
        this.relays = relays;
        this.deciders = deciders;
        this.materialisers = materialisers;
        this.meanSeconds = timeline.pick(6.0, 9.0, 14.0);
    }

    void start() {
        timeline.in(3, this::next);
    }

    private void next() {
        if (timeline.now() < Scenario.FAULTS_SECONDS) {
            timeline.in(timeline.exponential(meanSeconds), this::next);
        }
        List<Fault> mix = world.scenario().faults();
        strike(mix.isEmpty() ? Fault.any(timeline) : mix.get(timeline.index(mix.size())));
    }

    private void strike(Fault fault) {
        int partition = timeline.index(Names.USERS);
        SimRelay relay = relays.any();
        switch (fault) {
            case MATERIALISER -> materialisers[partition].stall(timeline.pick(1.0, 3.0, 10.0, 30.0));
            case DECIDER -> deciders[partition].stall(timeline.pick(1.0, 5.0, 10.0, 30.0));
            case KAFKA_OF_ONE -> relay.loseKafka(timeline.pick(5.0, 20.0, 60.0, 100.0), timeline.chance(0.5));
            case KAFKA_OF_ALL -> world.kafka().goAway(timeline.pick(5.0, 10.0, 40.0));
            case KILL -> relay.kill(timeline.between(1.0, 8.0));
            case LOSE -> lose(relay);
            case REDIS_CUT -> relay.loseRedis(timeline.pick(3.0, 15.0, 25.0, 70.0, 100.0));
            case ZOMBIE -> materialisers[partition].haunt(timeline.between(0.5, 20.0));
            case FLUSH -> redis.flush();
            case FAILOVER -> redis.failOver(timeline.between(0.2, 3.0));
            case OUTAGE_AND_KILL -> {
                relay.loseKafka(timeline.pick(90.0, 120.0), timeline.chance(0.5));
                timeline.in(timeline.between(10.0, 40.0), () -> relay.kill(timeline.between(1.0, 8.0)));
            }
            case LONG_REDIS_CUT -> relay.loseRedis(timeline.pick(70.0, 90.0));
            case TWO_FLUSHES -> {
                redis.flush();
                timeline.in(timeline.between(0.3, 3.0), redis::flush);
            }
            case STALL_AND_FLUSH -> {
                materialisers[partition].stall(1.4);
                timeline.in(timeline.between(0.1, 1.5), redis::flush);
            }
            case STALL_AND_FAILOVER -> {
                materialisers[partition].stall(timeline.pick(3.0, 8.0));
                redis.failOver(timeline.between(0.2, 3.0));
            }
        }
    }

    private void lose(SimRelay relay) {
        long alive = relays.all().stream().filter(SimRelay::isUp).count();
        if (!lostOne && alive > 1 && !relay.isGone()) {
            lostOne = true;
            relay.lose();
            timeline.in(20, relays::add);
        }
    }
}
