// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.hierarchical;

import java.util.Map;

class AverageLinkageContractTest extends HierarchicalContractTest {
    @Override
    protected Map<String, ?> threeClusters() {
        return Map.of("linkage", "average", "k", 3);
    }

    /** The nearest row of the tree is the row itself. */
    @Override
    protected boolean assignsTrainingRowsAlike() {
        return true;
    }
}
