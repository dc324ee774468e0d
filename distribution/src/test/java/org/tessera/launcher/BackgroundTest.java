// SPDX-License-Identifier: Apache-2.0
package org.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackgroundTest {
    @ParameterizedTest
    @CsvSource({"0,0 s", "59,59 s", "61,1 min 1 s", "3600,1 h 0 min", "90061,1 d 1 h"})
    void saysHowLong(long seconds, String text) {
        assertThat(Background.upTime(seconds)).isEqualTo(text);
    }

    @Test
    void quotesForJson() {
        assertThat(Background.quoted("a\"b\\c\n")).isEqualTo("\"a\\\"b\\\\c\\u000a\"");
    }

    @Test
    void sendsRequestsWhole() throws Exception {
        Frames.Request request = new Frames.Request("help; x \u00fc", Path.of("/a b"), 120, true);
        assertThat(Frames.Request.of(request.bytes())).isEqualTo(request);
    }
}
