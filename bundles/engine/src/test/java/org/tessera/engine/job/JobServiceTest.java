// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tessera.api.TesseraException;
import org.tessera.api.strategy.JobInfo.State;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

@Timeout(30)
class JobServiceTest {
    private final JobService jobs = new JobService();

    @AfterEach
    void stop() throws InterruptedException {
        jobs.stop();
    }

    @Test
    void handsOutWhatTheWorkReturns() throws InterruptedException {
        Jobs.Job<Integer> job = jobs.submit("count", progress -> {
            progress.report("counting", 3, 3);
            return 42;
        });
        assertThat(job.await(Progress.unwatched())).isEqualTo(42);
        assertThat(job.info().state()).isEqualTo(State.DONE);
        assertThat(job.info().phase()).isEqualTo("counting");
        assertThat(jobs.list())
                .singleElement()
                .satisfies(info -> assertThat(info.finished()).isPresent());
    }

    @Test
    void passesAPersonsErrorOn() {
        Jobs.Job<Integer> job = jobs.submit("fail", progress -> {
            throw new TesseraException("no file", "give one");
        });
        assertThatThrownBy(() -> job.await(Progress.unwatched()))
                .isInstanceOf(TesseraException.class)
                .hasMessage("no file");
        assertThat(job.info().state()).isEqualTo(State.FAILED);
        assertThat(job.info().error()).isEqualTo("no file");
    }

    @Test
    void namesTheJobWhenItBreaks() {
        Jobs.Job<Integer> job = jobs.submit("divide", progress -> 1 / (int) Long.numberOfTrailingZeros(1));
        assertThatThrownBy(() -> job.await(Progress.unwatched())).hasMessage("divide failed: / by zero");
    }

    @Test
    void stopsAtTheNextReportWhenCancelled() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Jobs.Job<Integer> job = jobs.submit("spin", progress -> {
            while (true) {
                progress.report("spinning", 0, 0);
                running.countDown();
            }
        });
        running.await();
        jobs.cancel(jobs.list().get(0).id());
        assertThatThrownBy(() -> job.await(Progress.unwatched())).isInstanceOf(CancellationException.class);
        assertThat(job.info().state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void anUnknownJobIsAnError() {
        assertThatThrownBy(() -> jobs.cancel(99)).hasMessage("no job 99");
    }
}
