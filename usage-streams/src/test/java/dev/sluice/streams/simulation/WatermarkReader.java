package dev.sluice.streams.simulation;

import java.util.List;
import java.util.function.BooleanSupplier;

import dev.sluice.contracts.journal.Watermark;
import dev.sluice.contracts.journal.Watermarks;

/// What a relay knows of usage.watermark; a little late, and nothing new while it cannot read.
final class WatermarkReader {

    private final World world;
    private final BooleanSupplier up;
    private final BooleanSupplier canRead;
    private final BooleanSupplier gone;
    private final Watermarks[] watermarks = {new Watermarks(), new Watermarks()};
    private final int[] position = new int[Names.USERS];
    private boolean woken;

    WatermarkReader(World world, BooleanSupplier up, BooleanSupplier canRead, BooleanSupplier gone) {
        this.world = world;
        this.up = up;
        this.canRead = canRead;
        this.gone = gone;
        world.kafka().readWatermarks(this::wake);
    }

    Watermarks watermarks(int partition) {
        return watermarks[partition];
    }

    void wake() {
        if (!woken && !gone.getAsBoolean()) {
            woken = true;
            world.timeline().in(world.timeline().between(0.01, 0.1), this::read);
        }
    }

    private void read() {
        if (world.kafka().isAway() || !canRead.getAsBoolean()) {
            world.timeline().in(0.5, this::read);
            return;
        }
        woken = false;
        if (up.getAsBoolean()) {
            readAll();
        }
    }

    void readAll() {
        for (int partition = 0; partition < Names.USERS; partition++) {
            List<Watermark> all = world.kafka().watermarks(partition);
            while (position[partition] < all.size()) {
                watermarks[partition].advance(all.get(position[partition]++));
            }
        }
    }
}
