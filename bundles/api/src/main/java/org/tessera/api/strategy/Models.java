// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import java.util.List;

/** The models that are kept. Safe for many threads. */
public interface Models {
    /** All models, by task and then newest first. */
    List<ModelInfo> models();

    /**
     * Goes back to the model that served before the present one.
     *
     * @return the model that serves now
     * @throws org.tessera.api.TesseraException if there is none to go back to
     */
    ModelInfo rollback(String task);
}
