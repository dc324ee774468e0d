// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.demo;

import java.nio.file.Path;

/**
 * Shows the whole job on a sample shop that is made on the spot, always the same one, through the same services as any
 * other caller. Safe for many threads.
 */
public interface Demo {
    /**
     * Begins the job. Nothing happens before the first step is run.
     *
     * @param folder for the shop's files and the report; made if it is missing
     * @throws org.tessera.api.TesseraException if the store holds customers or items that are not of the sample shop
     */
    Tour begin(Path folder);
}
