package dev.sluice.billing.log;

import java.util.List;

import org.apache.kafka.clients.producer.Producer;

import dev.sluice.contracts.account.AccountEvent;

/// `account.events.v1` as a writer sees it.
public interface AccountLog {

    /// Returns once every event is acknowledged by all in-sync replicas. Throws `LogUnavailable` otherwise;
    /// then any of them may or may not have been written, so each must bear a repeat.
    void append(List<? extends AccountEvent.OfUser> events);

    /// The log of the producer's cluster.
    static AccountLog on(Producer<String, byte[]> producer) {
        return new KafkaAccountLog(producer);
    }
}
