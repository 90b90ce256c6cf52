package dev.sluice.relay.journal.forwarding;

import dev.sluice.relay.journal.segment.Position;

/// Who wants to know what Kafka has. Called on the forwarder's thread, in order.
public interface Acknowledgements {

    Acknowledgements IGNORED = new Acknowledgements() {
        @Override
        public void acknowledged(int partition, long pseq) {}

        @Override
        public void acknowledgedUpTo(Position position) {}
    };

    /// Kafka has this record of the partition, and all before it.
    void acknowledged(int partition, long pseq);

    /// Kafka has everything before this place of the journal.
    void acknowledgedUpTo(Position position);
}
