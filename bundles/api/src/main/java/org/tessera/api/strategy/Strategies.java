// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.List;

/** Which algorithms are there and which of them answers. Safe for many threads. */
public interface Strategies {
    /** All strategies that are there or wanted, by task and name. */
    List<StrategyInfo> list();

    /**
     * Makes a strategy the preferred one of its task. Takes effect at once if it has a model, else as soon as it is
     * trained; until then whoever answered goes on answering. Kept over a restart.
     *
     * @return how it stands now
     * @throws org.tessera.api.TesseraException if there is no such task or strategy; the hint lists those there are
     */
    StrategyInfo use(String task, String name);
}
