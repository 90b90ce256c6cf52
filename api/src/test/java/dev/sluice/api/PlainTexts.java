package dev.sluice.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.core.StringRedisTemplate;

/// Looks for texts in everything a running api leaves behind: all topics, changelogs included, the files of its
/// state stores, all of Redis, and its log from the moment of making. A text is found in any case of letters.
final class PlainTexts implements AutoCloseable {

    private static final String MAIL_SERVER_OF_TESTS = "com.icegreen.";

    private final Path stores;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Map<String, Integer> looked = new TreeMap<>();

    PlainTexts(Path stores) {
        this.stores = stores;
        log.start();
        root().addAppender(log);
    }

    /// Where each text was found: `topic identity.events.v1 contains Ada`.
    List<String> found(List<String> texts) {
        List<String> found = new ArrayList<>();
        looked.clear();
        TopicRecords.all().forEach(record -> look("topic " + record.topic(), text(record), texts, found));
        files().forEach(file -> look("store " + file.getFileName(), read(file), texts, found));
        redis().forEach(entry -> look("Redis", entry, texts, found));
        List.copyOf(log.list).stream().filter(event -> !event.getLoggerName().startsWith(MAIL_SERVER_OF_TESTS))
                .forEach(event -> look("log", text(event), texts, found));
        return found.stream().distinct().toList();
    }

    /// How much was looked at the last time, by place.
    Map<String, Integer> looked() {
        return looked;
    }

    private void look(String where, String all, List<String> texts, List<String> found) {
        looked.merge(where, 1, Integer::sum);
        String lower = all.toLowerCase(Locale.ROOT);
        texts.stream().filter(text -> lower.contains(text.toLowerCase(Locale.ROOT)))
                .forEach(text -> found.add(where + " contains " + text));
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        StringBuilder all = new StringBuilder(record.key() == null ? "" : record.key());
        record.headers().forEach(header -> all.append(header.key()).append(latin(header.value())));
        return all.append(latin(record.value())).toString();
    }

    private static String latin(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String text(ILoggingEvent event) {
        String values = event.getKeyValuePairs() == null ? "" : event.getKeyValuePairs().toString();
        String thrown = event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + values + thrown;
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(stores)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A file that goes away meanwhile was not left behind.
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<String> redis() {
        return TestedRedis.ask(redis -> redis.keys("*").stream().map(key -> key + " " + value(redis, key)).toList());
    }

    private static String value(StringRedisTemplate redis, String key) {
        DataType type = redis.type(key);
        return switch (type == null ? DataType.NONE : type) {
            case STRING -> String.valueOf(redis.opsForValue().get(key));
            case HASH -> redis.opsForHash().entries(key).toString();
            case SET -> String.valueOf(redis.opsForSet().members(key));
            case LIST -> String.valueOf(redis.opsForList().range(key, 0, -1));
            case ZSET -> String.valueOf(redis.opsForZSet().range(key, 0, -1));
            case STREAM, NONE -> "";
        };
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(log);
        log.stop();
    }
}
