package dev.sluice.relay.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// One lane, with nobody but the test at its other end.
class LaneTest {

    private static final String RUN = "a".repeat(40);
    private static final String DATA = "b".repeat(40);

    private final Commands commands = new Commands();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final Lane lane = new Lane(commands, nanos::get, closed::incrementAndGet);
    private final EmbeddedChannel redis = new EmbeddedChannel(lane);
    private final List<Object> heard = new ArrayList<>();

    @BeforeEach
    void tellsWhoItIs() {
        assertThat(sent()).isEqualTo("*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n*2\r\n$4\r\nINFO\r\n$11\r\nreplication\r\n");
        replies(bulk("run_id:" + RUN + "\r\n") + bulk("master_replid:" + DATA + "\r\n"));
    }

    @AfterEach
    void close() {
        redis.finishAndReleaseAll();
    }

    @Test
    void sendsTogetherWhatIsAskedTogetherAndAnswersInOrder() {
        ask("A");
        ask("B");

        assertThat(sent()).isEqualTo("*1\r\n$1\r\nA\r\n*1\r\n$1\r\nB\r\n");
        replies(":1\r\n+two\r\n");
        assertThat(heard).containsExactly(1L, "two");
    }

    @Test
    void tellsEveryoneWhoWaitsThatTheConnectionIsGone() {
        ask("A");
        ask("B");
        var _ = redis.close();

        assertThat(heard).containsExactly("gone", "gone");
        assertThat(closed).hasValue(1);
    }

    @Test
    void givesAConnectionUpThatOwesAnAnswerForTooLong() {
        ask("A");
        secondsPass(Lane.ANSWER_MAX.toSeconds());

        assertThat(redis.isOpen()).isTrue();
        secondsPass(1);
        assertThat(redis.isOpen()).isFalse();
        assertThat(heard).containsExactly("gone");
    }

    @Test
    void keepsAConnectionThatOwesNothing() {
        ask("A");
        replies(":1\r\n");
        secondsPass(10 * Lane.ANSWER_MAX.toSeconds());

        assertThat(redis.isOpen()).isTrue();
    }

    @Test
    void sendsNothingOfACommandThatCannotBeWritten() {
        lane.ask(out -> {
            out.writeByte('*');
            throw new IllegalStateException("unwritten");
        }, this::hear);
        ask("B");

        assertThat(heard).containsExactly("gone");
        assertThat(sent()).isEqualTo("*1\r\n$1\r\nB\r\n");
        replies(":2\r\n");
        assertThat(heard).containsExactly("gone", 2L);
    }

    @Test
    void endsWithAReplyThatNobodyAskedFor() {
        replies(":1\r\n");

        assertThat(redis.isOpen()).isFalse();
    }

    /// Once a second the lane looks what it is owed.
    private void secondsPass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            redis.advanceTimeBy(1, TimeUnit.SECONDS);
            redis.runScheduledPendingTasks();
        }
    }

    private void ask(String word) {
        lane.ask(out -> commands.write(out, word), this::hear);
    }

    private void hear(@Nullable Object reply) {
        heard.add(reply == null ? "gone" : reply);
    }

    private String sent() {
        redis.runPendingTasks();
        ByteBuf bytes = redis.readOutbound();
        String text = bytes.toString(StandardCharsets.US_ASCII);
        bytes.release();
        return text;
    }

    private void replies(String text) {
        redis.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }
}
