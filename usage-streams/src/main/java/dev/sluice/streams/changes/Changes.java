package dev.sluice.streams.changes;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import dev.sluice.contracts.ids.UserId;

/// The changes of every partition whose task is or was in this process.
public final class Changes {

    /// Users of a partition whose last change is remembered; all others are said to have changed when the
    /// last forgotten one did.
    static final int USERS_MAX = 10_000;
    /// Questions of a partition that wait at the same time; one more is answered at once.
    static final int WAITING_MAX = 4_000;

    private final Map<Integer, PartitionChanges> partitions = new ConcurrentHashMap<>();
    private final RandomGenerator random;

    public Changes(RandomGenerator random) {
        this.random = random;
    }

    /// Whether something changed after the mark that was asked with, and the mark to ask with next.
    public record News(Mark mark, boolean changed) {}

    /// A task starts to write the rows of the partition. What was waited for in its former life has changed.
    public PartitionChanges begin(int partition) {
        PartitionChanges begun = new PartitionChanges(random.nextLong(), USERS_MAX, WAITING_MAX);
        PartitionChanges former = partitions.put(partition, begun);
        if (former != null) {
            former.end();
        }
        return begun;
    }

    /// Waits until the rows of the user have changed after `since`, at most for `wait`. Without `since` it answers
    /// at once.
    public News await(int partition, UserId user, Optional<Mark> since, Duration wait) throws InterruptedException {
        PartitionChanges changes = partitions.computeIfAbsent(partition,
                _ -> new PartitionChanges(random.nextLong(), USERS_MAX, WAITING_MAX));
        return changes.await(user, since, wait);
    }
}
