package dev.sluice.api.log;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.contracts.topics.TopicKeeper;
import dev.sluice.contracts.topics.TopicSpec;
import dev.sluice.contracts.topics.Topics;

/// Opens once Kafka answered and the topics this application uses are as the catalogue says. Until then it
/// asks again every second. Topics that differ end the application, which says which: waiting would not help.
@Component
public class TopicGate implements SmartLifecycle {

    /// What this application writes or reads.
    public static final List<TopicSpec> TOPICS = List.of(Topics.IDENTITY_COMMANDS, Topics.IDENTITY_EVENTS,
            Topics.IDENTITY_EMAILS, Topics.IDENTITY_USERS, Topics.IDENTITY_KEYS, Topics.IDENTITY_SESSIONS,
            Topics.IDENTITY_SIGN_INS, Topics.IDENTITY_RESULTS, Topics.IDENTITY_PII_KEYS, Topics.ACCOUNT_EVENTS,
            Topics.AUDIT);

    private static final Logger LOG = LoggerFactory.getLogger(TopicGate.class);
    private static final long RETRY_SECONDS = 1;

    private final KafkaSettings settings;
    private final ConfigurableApplicationContext context;
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String waitsFor = "Kafka";
    private volatile boolean running;

    TopicGate(KafkaSettings settings, ConfigurableApplicationContext context) {
        this.settings = settings;
        this.context = context;
    }

    /// What it waits for, in words; meaningless once it is open.
    public String waitsFor() {
        return waitsFor;
    }

    public boolean isOpen() {
        return open.getCount() == 0;
    }

    /// Blocks until the topics are there. False when the application stops first.
    public boolean await() throws InterruptedException {
        while (!open.await(100, TimeUnit.MILLISECONDS)) {
            if (stopped.getCount() == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("topic-gate").start(this::ensure);
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }

    private void ensure() {
        try {
            while (!ensured() && !stopped.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
                LOG.atDebug().addKeyValue("kafka", settings.bootstrapServers()).log("Kafka is not there yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether asking again has no use.
    private boolean ensured() {
        try (Admin admin = Admin.create(settings.admin())) {
            new TopicKeeper(admin, settings.deployment()).ensure(TOPICS);
            open.countDown();
            return true;
        } catch (KafkaException away) {
            waitsFor = "Kafka at " + settings.bootstrapServers();
            return false;
        } catch (IllegalStateException differs) {
            waitsFor = String.valueOf(differs.getMessage());
            LOG.error("api stops: {}", waitsFor);
            // Not a daemon, though its starter may be one: the JVM would end with 0 while the context closes.
            Thread.ofPlatform().daemon(false).name("refusing")
                    .start(() -> System.exit(SpringApplication.exit(context, () -> 1)));
            return true;
        }
    }
}
