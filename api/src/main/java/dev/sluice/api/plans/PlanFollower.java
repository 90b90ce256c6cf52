package dev.sluice.api.plans;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.sluice.api.commands.CommandIds;
import dev.sluice.api.commands.Commands;
import dev.sluice.api.commands.LogAwayException;
import dev.sluice.api.commands.NotAnsweredYetException;
import dev.sluice.api.directory.Directory;
import dev.sluice.api.directory.DirectoryFeed;
import dev.sluice.contracts.identity.IdentityCommand.FollowPlan;
import dev.sluice.contracts.identity.UserView;
import dev.sluice.contracts.plans.Plan;
import dev.sluice.contracts.plans.Plans;

/// Tells everybody, once after the start, what their plan means if it differs from what holds for them: the plans
/// of the installation may have been changed meanwhile. A few at a time, so that commands of people pass. Those with
/// limits of their own are asked each time, and nothing comes of it.
@Component
class PlanFollower implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PlanFollower.class);
    private static final int AT_ONCE = 8;
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int AFTER_THE_DIRECTORY = 3;
    private static final String BY = "plans";
    private static final String REASON = "the plans of the installation were changed";

    private final Plans plans;
    private final Directory directory;
    private final DirectoryFeed feed;
    private final Commands commands;
    private final CommandIds ids;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    PlanFollower(Plans plans, Directory directory, DirectoryFeed feed, Commands commands, CommandIds ids) {
        this.plans = plans;
        this.directory = directory;
        this.feed = feed;
        this.commands = commands;
        this.ids = ids;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("plan-follower").start(this::begin);
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
        return AFTER_THE_DIRECTORY;
    }

    private void begin() {
        try {
            while (running && !feed.isReady()) {
                pause();
            }
            Queue<UserView> behind = directory.users().filter(view -> following(view) != null)
                    .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
            for (int i = 0; i < Math.min(AT_ONCE, behind.size()); i++) {
                Thread.ofVirtual().name("plan-follower-" + i).start(() -> tell(behind));
            }
            warn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void warn() {
        long left = directory.users().filter(view -> !isGone(view) && plans.find(view.plan()).isEmpty()).count();
        if (left > 0) {
            LOG.atWarn().addKeyValue("users", left)
                    .log("users are on plans that do not exist any more: what held for them holds on");
        }
    }

    private void tell(Queue<UserView> behind) {
        try {
            for (UserView view = behind.poll(); view != null && running; view = behind.poll()) {
                FollowPlan command = following(view);
                while (command != null && running && !isTold(command)) {
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// False when it has to be said again.
    private boolean isTold(FollowPlan command) throws InterruptedException {
        try {
            var _ = commands.ask(ids.fresh(), command);
            return true;
        } catch (LogAwayException | NotAnsweredYetException later) {
            return false;
        }
    }

    /// Null for who has what the plan gives.
    private @Nullable FollowPlan following(UserView view) {
        Optional<Plan> plan = isGone(view) ? Optional.empty() : plans.find(view.plan());
        return plan.filter(means -> !isTheSame(means, view)).map(means -> new FollowPlan(view.userId(), means.id(),
                means.mode(), means.limits(), means.budgets(), means.creditLimitNanoUsd(), BY, REASON)).orElse(null);
    }

    private static boolean isTheSame(Plan plan, UserView view) {
        return plan.mode() == view.mode() && plan.limits().equals(view.limits())
                && plan.budgets().equals(view.budgets())
                && plan.creditLimitNanoUsd().equals(view.creditLimitNanoUsd());
    }

    private static boolean isGone(UserView view) {
        return view.status() == UserView.Status.DELETED;
    }

    private void pause() throws InterruptedException {
        boolean _ = stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
}
