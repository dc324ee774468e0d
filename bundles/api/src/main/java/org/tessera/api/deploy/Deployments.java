// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Jars with strategies, readers and profilers that come and go while the engine serves. Safe for many threads. */
public interface Deployments {
    /** When a strategy that passed its trial takes over. */
    enum Policy {
        /** When somebody says so. */
        MANUAL,
        /** When it is not worse than the champion. */
        IF_NOT_WORSE,
        /** In any case. */
        ALWAYS
    }

    /**
     * Puts a copy of a jar into the folder {@code deploy}, where it is found and tried.
     *
     * @param policy instead of the configured one
     * @return its name there
     * @throws org.tessera.api.TesseraException if it cannot be read or copied
     */
    String deploy(Path jar, Optional<Policy> policy);

    /** What was tried and what came of it, the newest first. */
    List<Deployment> list();

    /**
     * Lets a deployment that waits take over.
     *
     * @param name of its file, or a label of one of its strategies
     * @throws org.tessera.api.TesseraException if none of that name waits
     */
    Deployment promote(String name);

    /**
     * Waits until nothing is under way and all files of the folder have been dealt with.
     *
     * @return whether that came to be in time
     */
    boolean awaitSettled(Duration limit) throws InterruptedException;
}
