package dev.sluice.billing.log;

import org.apache.kafka.clients.producer.Producer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.billing.BillingProperties;
import dev.sluice.contracts.topics.Deployment;

/// Kafka clients and the shared producer.
@Configuration
class LogWiring {

    @Bean
    KafkaClients kafkaClients(BillingProperties properties) {
        return new KafkaClients(properties.kafka());
    }

    @Bean
    OwnTopics ownTopics(KafkaClients kafka, BillingProperties properties) {
        return new OwnTopics(kafka, new Deployment(properties.partitions(), properties.replication()));
    }

    @Bean
    Producer<String, byte[]> producer(KafkaClients kafka) {
        return kafka.producer();
    }

    @Bean
    KafkaOperatorLog operatorLog(KafkaClients kafka) {
        return new KafkaOperatorLog(kafka);
    }

    @Bean
    AccountLog accountLog(Producer<String, byte[]> producer) {
        return AccountLog.on(producer);
    }
}
