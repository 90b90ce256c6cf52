package dev.sluice.contracts.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TestKafkaIT {

    @Test
    void keepsItsPortAndItsRecordsAcrossAKillAndAStop() throws Exception {
        try (var kafka = TestKafka.started()) {
            String address = kafka.bootstrapServers();
            createTopic(address);
            assertThat(append(address)).isZero();

            kafka.kill();
            kafka.start();
            assertThat(append(address)).isEqualTo(1);

            kafka.stop();
            kafka.start();
            assertThat(append(address)).isEqualTo(2);
        }
    }

    private static void createTopic(String address) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic("facts", 1, (short) 1))).all().get();
        }
    }

    private static long append(String address) throws ExecutionException, InterruptedException {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", address, "acks", "all"),
                new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("facts", "a", "fact")).get().offset();
        }
    }
}
