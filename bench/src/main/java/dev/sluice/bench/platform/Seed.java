package dev.sluice.bench.platform;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.sluice.contracts.account.AccountEvent;
import dev.sluice.contracts.account.AccountEventCodec;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.pricing.PriceBook;
import dev.sluice.contracts.pricing.PriceBookJson;
import dev.sluice.contracts.topics.Deployment;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Writes into the topics what `api` and `billing` would: people, keys, credit, prices.
final class Seed implements AutoCloseable {

    private static final int TRIES = 100;
    private static final int AGAIN_MILLIS = 200;

    private final KafkaProducer<String, byte[]> producer;

    Seed(String kafka) {
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka, "acks", "all"),
                new StringSerializer(), new ByteArraySerializer());
    }

    static void topics(String kafka, int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            TopicKeeper keeper = new TopicKeeper(admin, new Deployment(partitions, 1));
            for (int i = 0; !ensured(keeper); i++) {
                if (i == TRIES) {
                    throw new IllegalStateException("kafka at " + kafka + " takes no topics (expected: it is up)");
                }
                Thread.currentThread().join(AGAIN_MILLIS);
            }
        }
    }

    private static boolean ensured(TopicKeeper keeper) {
        try {
            keeper.ensure(Topics.all());
            return true;
        } catch (KafkaException notYet) {
            return false;
        }
    }

    void prices() {
        PriceBook book = PriceBookJson.shipped();
        send(Topics.PRICEBOOK, book.id().value(), PriceBookJson.write(book));
    }

    void accounts(List<Account> accounts) {
        for (Account account : accounts) {
            send(Topics.IDENTITY_USERS, account.id().value(), IdentityCodec.encode(account.user()));
            send(Topics.IDENTITY_KEYS, account.secret().hash().hex(), IdentityCodec.encode(account.key()));
            event(account, account.policy());
            event(account, account.credit());
        }
        producer.flush();
    }

    private void event(Account account, AccountEvent event) {
        ProducerRecord<String, byte[]> written = new ProducerRecord<>(Topics.ACCOUNT_EVENTS.name(),
                account.id().value(), AccountEventCodec.encode(event));
        written.headers().add(RecordHeaders.ID, UUID.randomUUID().toString().getBytes(UTF_8))
                .add(RecordHeaders.TYPE, AccountEventCodec.type(event).getBytes(UTF_8))
                .add(RecordHeaders.SOURCE, "bench".getBytes(UTF_8));
        var _ = producer.send(written);
    }

    private void send(TopicSpec topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
