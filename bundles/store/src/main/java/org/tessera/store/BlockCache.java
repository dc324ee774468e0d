// SPDX-License-Identifier: Apache-2.0
package org.tessera.store;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocks used last, unpacked. Safe for many threads. */
final class BlockCache {
    private final int limit;
    private final Map<Long, EventBlock> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    /** @param limit events to hold, about 60 bytes each */
    BlockCache(int limit) {
        this.limit = limit;
    }

    synchronized @Nullable EventBlock get(long first) {
        return blocks.get(first);
    }

    synchronized void put(EventBlock block) {
        if (blocks.put(block.first(), block) == null) {
            held += block.size();
        }
        var oldest = blocks.values().iterator();
        while (held > limit && blocks.size() > 1 && oldest.hasNext()) {
            held -= oldest.next().size();
            oldest.remove();
        }
    }
}
