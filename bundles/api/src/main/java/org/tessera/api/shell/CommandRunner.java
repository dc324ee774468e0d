// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.shell;

/** Runs command lines. Safe for many threads; each run is a session of its own. */
public interface CommandRunner {
    /** Everything succeeded. */
    int OK = 0;

    /** A command failed. */
    int FAILED = 1;

    /** A run was interrupted. */
    int INTERRUPTED = 130;

    /**
     * Runs commands, separated by {@code ;} or line ends, one after the other. The first that fails stops the run: it
     * leaves one line on the console's {@code err}, as JSON if the command was given {@code --json}. Interrupting the
     * calling thread cancels the command under way and what it started.
     *
     * @return {@link #OK}, {@link #FAILED} or {@link #INTERRUPTED}
     */
    int run(String script, Console console);

    /**
     * Talks to a person at the terminal of this process until they leave: prompt, history, completion.
     *
     * @return {@link #OK}, or {@link #FAILED} if this process has no terminal
     */
    int interact(Console console);
}
