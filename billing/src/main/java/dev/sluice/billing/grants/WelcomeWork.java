package dev.sluice.billing.grants;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

import dev.sluice.billing.log.AccountLog;
import dev.sluice.billing.log.KafkaClients;
import dev.sluice.billing.log.Loop;
import dev.sluice.contracts.account.CreditGranted;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.ids.GrantId;
import dev.sluice.contracts.json.SluiceJson;
import dev.sluice.contracts.topics.Topics;

import static java.util.Collections.newSetFromMap;

/// Reads `identity.users` as one member of a group and appends what is due, then commits: at least once, and
/// once by the grant's id. What was appended lately is remembered, so that a changed profile appends nothing.
final class WelcomeWork implements Loop.Work {

    static final String GROUP = "billing.welcome-grants";
    private static final Logger LOG = LoggerFactory.getLogger(WelcomeWork.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int REMEMBERED_MAX = 100_000;

    private final KafkaClients kafka;
    private final WelcomeGrants grants;
    private final AccountLog log;
    private final Set<GrantId> given = newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<GrantId, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    });

    WelcomeWork(KafkaClients kafka, WelcomeGrants grants, AccountLog log) {
        this.kafka = kafka;
        this.grants = grants;
        this.log = log;
    }

    /// Ready as a member of the group, even one that has no partition because there are more members than those.
    @Override
    public void run(Loop.Running running) {
        try (Consumer<String, byte[]> consumer = kafka.member(GROUP)) {
            consumer.subscribe(List.of(Topics.IDENTITY_USERS.name()));
            while (running.wanted()) {
                ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
                if (consumer.groupMetadata().generationId() >= 0) {
                    running.isReady();
                }
                give(records);
                if (!records.isEmpty()) {
                    consumer.commitSync();
                }
            }
        }
    }

    private void give(ConsumerRecords<String, byte[]> records) {
        List<CreditGranted> due = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            due(record).filter(grant -> given.add(grant.grantId())).ifPresent(due::add);
        }
        if (due.isEmpty()) {
            return;
        }
        try {
            log.append(due);
        } catch (RuntimeException unknownOutcome) {
            due.forEach(grant -> given.remove(grant.grantId()));
            throw unknownOutcome;
        }
        due.forEach(grant -> LOG.atInfo().addKeyValue("userId", grant.userId()).addKeyValue("grantId", grant.grantId())
                .log("welcome grant given"));
    }

    private Optional<CreditGranted> due(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return grants.dueTo(SluiceJson.mapper().readValue(record.value(), UserView.class));
        } catch (JacksonException unreadable) {
            LOG.atError().addKeyValue("userId", record.key()).addKeyValue("offset", record.offset())
                    .log("user cannot be read and gets no welcome grant");
            return Optional.empty();
        }
    }
}
