// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What every service owes the engine that uses it and lets it go: no threads of its own, no state in statics, and time
 * that grows as it should. The contracts of the kit extend this.
 */
public abstract class ServiceContract {
    /**
     * Tag of tests that take long and go the same way wherever the service runs: a build that has run them plainly may leave
     * them out inside a framework.
     */
    public static final String THOROUGH = "thorough";

    /** The service under test. */
    protected abstract Object service();

    /**
     * Uses the service as the engine does, from end to end, and holds on to nothing: what tests do before they look for what
     * it has left.
     *
     * @param executor for what runs in parts
     */
    public abstract void exercise(Executor executor) throws IOException;

    /**
     * The exponent with which time may grow with the number of customers, events or records: 1 where twice as many take
     * twice as long.
     */
    protected double growth() {
        return 1;
    }

    @Test
    final void leavesNoThreadBehind() throws Exception {
        LeftThreads left = LeftThreads.watch();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        exercise(threads);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(left.now()).as("threads of the service's own").isEmpty();
    }

    @Test
    final void keepsNoStateInStatics() {
        assertThat(MutableStatics.of(service().getClass()))
                .as("static fields that keep state, and with it the bundle's classes")
                .isEmpty();
    }

    /**
     * Fails where the processor time of some work grows faster with the size of its input than it should.
     *
     * @param inputs makes an input of a size; not part of what is measured
     * @param work on the calling thread
     */
    protected final <T> void assertGrowth(IntFunction<T> inputs, Consumer<? super T> work) {
        Growth growth = Growth.measure(inputs, work);
        assertThat(growth.exponent())
                .as("it takes %s; expected is an exponent of %s, with room for noise", growth, growth())
                .isLessThanOrEqualTo(growth() + Growth.SLACK);
    }
}
