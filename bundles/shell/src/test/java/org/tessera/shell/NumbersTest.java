// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void oneCustomerIsOne() {
        assertThat(Numbers.customers(0)).isEqualTo("0 customers");
        assertThat(Numbers.customers(1)).isEqualTo("1 customer");
        assertThat(Numbers.customers(1234)).isEqualTo("1,234 customers");
    }
}
