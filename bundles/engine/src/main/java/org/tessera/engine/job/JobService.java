// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;

/** Runs each job on a thread of its own and remembers the last hundred. */
@Component
public final class JobService implements Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(JobService.class);
    private static final int REMEMBERED = 100;
    private static final long STOP_SECONDS = 5;

    private final AtomicLong ids = new AtomicLong();
    private final Deque<RunningJob<?>> jobs = new ArrayDeque<>();

    @Override
    public <R> Job<R> submit(String name, Work<R> work) {
        RunningJob<R> job = new RunningJob<>(ids.incrementAndGet(), name, work);
        synchronized (jobs) {
            jobs.addFirst(job);
            while (jobs.size() > REMEMBERED && !jobs.getLast().running()) {
                jobs.removeLast();
            }
        }
        job.start();
        return job;
    }

    @Override
    public List<JobInfo> list() {
        synchronized (jobs) {
            return jobs.stream().map(Job::info).toList();
        }
    }

    @Override
    public void cancel(long id) {
        RunningJob<?> job;
        synchronized (jobs) {
            job = jobs.stream()
                    .filter(j -> j.id() == id)
                    .findFirst()
                    .orElseThrow(() -> new TesseraException("no job " + id, "jobs lists those there are"));
        }
        job.cancel();
    }

    /** Stops what runs; what it has not finished stays as it was. */
    @Deactivate
    void stop() throws InterruptedException {
        List<RunningJob<?>> running;
        synchronized (jobs) {
            running = new ArrayList<>(jobs);
        }
        running.forEach(RunningJob::cancel);
        for (RunningJob<?> job : running) {
            if (!job.awaitOver(STOP_SECONDS)) {
                LOG.warn("job {} does not stop", job.id());
            }
        }
    }
}
