// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.Optional;
import org.tessera.api.strategy.Jobs;

/** Runs the long work of a command as a job: waited for, or in the background where the person asked for that. */
final class LongWork {
    static final String BACKGROUND = "--background";
    static final String ABOUT_BACKGROUND = "return at once; jobs shows how far it is";

    private LongWork() {}

    private record Started(long job, String name) {}

    /** The result, or nothing where the work goes on in the background; that has been answered then. */
    static <R> Optional<R> run(Invocation call, Jobs jobs, String name, Jobs.Work<R> work) throws Exception {
        Jobs.Job<R> job = jobs.submit(name, work);
        if (call.flag(BACKGROUND)) {
            long id = job.info().id();
            call.answer(
                    new Started(id, name),
                    () -> call.print("job " + id + " (" + name + ") runs; jobs shows how far it is"));
            return Optional.empty();
        }
        return Optional.of(call.await(job));
    }
}
