// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.math.BigDecimal;

/** Numbers in sentences. */
final class Numbers {
    private Numbers() {}

    /** Without an exponent and without zeros at the end. */
    static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
