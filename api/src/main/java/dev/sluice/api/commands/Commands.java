package dev.sluice.api.commands;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.springframework.stereotype.Component;

import dev.sluice.api.ApiProperties;
import dev.sluice.api.directory.DirectoryFeed;
import dev.sluice.api.directory.ReadYourWrites;
import dev.sluice.api.sealing.WrappedKey;
import dev.sluice.contracts.identity.IdentityCodec;
import dev.sluice.contracts.identity.IdentityCommand;
import dev.sluice.contracts.identity.IdentityResult;
import dev.sluice.contracts.topics.RecordHeaders;
import dev.sluice.contracts.topics.Topics;

/// Asks the identity decider. An answer means that the command is decided and that this instance can read it.
@Component
public class Commands {

    private final LogWriter log;
    private final PendingAnswers pending;
    private final DirectoryFeed feed;
    private final ReadYourWrites readYourWrites;
    private final Duration patience;

    Commands(LogWriter log, PendingAnswers pending, DirectoryFeed feed, ReadYourWrites readYourWrites,
            ApiProperties properties) {
        this.log = log;
        this.pending = pending;
        this.feed = feed;
        this.readYourWrites = readYourWrites;
        this.patience = properties.answers().result();
    }

    /// Throws [LogAwayException] when the command could not be appended, [NotAnsweredYetException] when it was
    /// and the answer is late, [CommandIdReusedException] when the id was used for something else.
    public IdentityResult ask(CommandId id, IdentityCommand command) throws InterruptedException {
        requireLog();
        BlockingQueue<IdentityResult> answer = pending.expect(id.value());
        try {
            log.append(record(id, command));
            IdentityResult result = pending.await(id.value(), answer, patience);
            if (result == null || !readYourWrites.afterWrite(result)) {
                throw new NotAnsweredYetException(id);
            }
            if (!result.fingerprint().equals(id.fingerprint())) {
                throw new CommandIdReusedException();
            }
            return result;
        } finally {
            pending.forget(id.value(), answer);
        }
    }

    /// Appends a command and does not wait for its answer: nothing of what it leads to can be seen from outside,
    /// not even by a clock. Throws [LogAwayException] when it could not be appended.
    public void tell(CommandId id, IdentityCommand command) throws InterruptedException {
        requireLog();
        log.append(record(id, command));
    }

    /// The answer of a command that was given lately, to this user.
    public Optional<IdentityResult> recent(String commandId) {
        return pending.recent(commandId);
    }

    /// Stores the data key of a user who is about to be registered. Throws [LogAwayException] as the others do.
    public void store(WrappedKey key) throws InterruptedException {
        requireLog();
        log.append(new ProducerRecord<>(Topics.IDENTITY_PII_KEYS.name(), key.userId().value(),
                IdentityCodec.encode(key)));
    }

    private void requireLog() {
        if (!feed.isReady()) {
            throw new LogAwayException();
        }
    }

    private static ProducerRecord<String, byte[]> record(CommandId id, IdentityCommand command) {
        List<Header> headers = List.of(
                header(RecordHeaders.SPEC_VERSION, "1.0"),
                header(RecordHeaders.ID, id.value()),
                header(RecordHeaders.TYPE, IdentityCodec.type(command)),
                header(RecordHeaders.SOURCE, "sluice/api"),
                header(IdentityCodec.FINGERPRINT, id.fingerprint()));
        return new ProducerRecord<>(Topics.IDENTITY_COMMANDS.name(), null, id.value(),
                IdentityCodec.encode((Record) command), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
