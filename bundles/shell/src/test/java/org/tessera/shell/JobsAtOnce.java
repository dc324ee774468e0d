// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tessera.api.strategy.JobInfo;
import org.tessera.api.strategy.Jobs;
import org.tessera.api.strategy.Progress;

/** Jobs that are done as soon as they are waited for. */
final class JobsAtOnce implements Jobs {
    final List<String> names = new ArrayList<>();

    @Override
    public <R> Job<R> submit(String name, Work<R> work) {
        names.add(name);
        return new Job<>() {
            @Override
            public JobInfo info() {
                return new JobInfo(
                        names.size(), name, JobInfo.State.RUNNING, "", 0, 0, Instant.EPOCH, Optional.empty(), "");
            }

            @Override
            public R await(Progress watcher) {
                try {
                    return work.run(watcher);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void cancel() {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public List<JobInfo> list() {
        return List.of();
    }

    @Override
    public void cancel(long id) {
        throw new UnsupportedOperationException();
    }
}
