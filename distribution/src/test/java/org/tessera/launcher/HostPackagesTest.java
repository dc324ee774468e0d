// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostPackagesTest {
    @Test
    void readsVersionsPastOtherAttributes() {
        assertThat(HostPackages.parse("a.b;version=\"1.2.3\";uses:=\"c.d,e;f\",c.d;x=y;version=2, e.f"))
                .extracting(export -> export[0] + " " + export[1])
                .containsExactly("a.b 1.2.3", "c.d 2", "e.f 0.0.0");
        assertThat(HostPackages.parse("a;b;version:Version=\"3.0\""))
                .extracting(export -> export[0] + " " + export[1])
                .containsExactly("a 3.0", "b 3.0");
    }
}
