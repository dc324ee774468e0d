// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.challenge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Challenge;
import org.tessera.api.recommend.Challenge.Mode;
import org.tessera.api.recommend.Challenges;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.store.EventStore;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.recommend.LiveObserver;
import org.tessera.engine.recommend.RecommendationService;
import org.tessera.engine.strategy.Slot;
import org.tessera.engine.strategy.Slots;

/**
 * Tries one challenger at a time on live questions. Whoever asks only puts a question into a queue: the challenger is
 * asked, and outcomes are judged, on a thread of this class, and what the queue cannot hold is left out.
 */
@Component
public final class ChallengeService implements Challenges, LiveObserver {
    private static final Logger LOG = LoggerFactory.getLogger(ChallengeService.class);
    private static final int QUEUE = 256;
    private static final long JUDGE_MS = 1000;
    private static final long SEED = 42;

    private final RecommendationService recommendations;
    private final EventStore events;
    private final Slot<RecommenderInput, RecommenderModel, Recommender> slot;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "tessera-challenge");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable LiveTrial trial;

    @Activate
    public ChallengeService(
            @Reference RecommendationService recommendations, @Reference EventStore events, @Reference Slots slots) {
        this(new Asked(recommendations, slots.recommend()), events);
    }

    ChallengeService(Asked asked, EventStore events) {
        this.recommendations = asked.recommendations();
        this.events = events;
        this.slot = asked.slot();
        thread.scheduleWithFixedDelay(this::judge, JUDGE_MS, JUDGE_MS, TimeUnit.MILLISECONDS);
        recommendations.observe(this);
    }

    /** Who answers, and with what. */
    record Asked(RecommendationService recommendations, Slot<RecommenderInput, RecommenderModel, Recommender> slot) {}

    @Deactivate
    void close() {
        recommendations.observe(LiveObserver.NOBODY);
        thread.shutdownNow();
    }

    @Override
    public Challenge start(Mode mode, String strategy, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new TesseraException("the share is " + share, "give one above 0 and at most 1");
        }
        slot.require(strategy);
        String champion = slot.preferred().orElse("");
        if (champion.equals(strategy)) {
            throw new TesseraException(strategy + " is the champion itself", "name another strategy");
        }
        if (!slot.hasModel(strategy)) {
            recommendations.prepare(strategy, SEED, Progress.unwatched());
        }
        LiveTrial begun =
                new LiveTrial(mode, strategy, champion, share, slot, new Outcomes(events, recommendations::weight));
        stopPresent();
        trial = begun;
        LOG.info("{} is tried against {} as {} on {}", strategy, champion, mode, share);
        return onThread(begun::report);
    }

    private void stopPresent() {
        LiveTrial present = trial;
        if (present != null) {
            present.stop();
        }
    }

    @Override
    public Optional<Challenge> stop() {
        stopPresent();
        return current();
    }

    @Override
    public Optional<Challenge> current() {
        LiveTrial present = trial;
        return present == null
                ? Optional.empty()
                : Optional.of(onThread(() -> {
                    present.judge();
                    return present.report();
                }));
    }

    private <R> R onThread(Callable<R> work) {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public List<String> chain(int customer, List<String> chain) {
        LiveTrial present = trial;
        if (present == null || !present.running() || present.mode() != Mode.CANARY || !present.selects(customer)) {
            return chain;
        }
        List<String> first = new ArrayList<>(List.of(present.challenger()));
        chain.stream().filter(name -> !name.equals(present.challenger())).forEach(first::add);
        return first;
    }

    @Override
    public boolean wants(int customer) {
        LiveTrial present = trial;
        return present != null
                && present.running()
                && customer >= 0
                && (present.mode() == Mode.CANARY || ThreadLocalRandom.current().nextDouble() < present.share())
                && thread.getQueue().size() < QUEUE;
    }

    @Override
    public void answered(Answered answered) {
        LiveTrial present = trial;
        if (present == null) {
            return;
        }
        try {
            thread.execute(() -> {
                if (present.mode() == Mode.SHADOW) {
                    present.shadow(answered);
                } else {
                    present.canary(answered);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the engine stops");
        }
    }

    private void judge() {
        LiveTrial present = trial;
        if (present == null || !present.running()) {
            return;
        }
        try {
            present.judge();
            if (!present.running()) {
                LOG.warn("{} is withdrawn: {}", present.challenger(), present.withdrawn());
            }
        } catch (RuntimeException e) {
            LOG.warn("outcomes cannot be judged: {}", e.toString());
        }
    }
}
