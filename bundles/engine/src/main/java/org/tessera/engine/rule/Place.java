// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.rule;

import org.jspecify.annotations.Nullable;

/** Where in the text something stands, from 0. All places are equal: what an expression means does not depend on it. */
record Place(int at) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
