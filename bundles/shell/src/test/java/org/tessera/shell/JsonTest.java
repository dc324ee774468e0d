// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    private enum Level {
        HIGH
    }

    private record Row(String strategy, double hitRate, int[] counts, Optional<Level> level) {}

    @Test
    void writesRecordsInSnakeCase() {
        assertThat(Json.write(new Row("itemknn", 0.25, new int[] {1, 2}, Optional.of(Level.HIGH))))
                .isEqualTo("{\"strategy\":\"itemknn\",\"hit_rate\":0.25,\"counts\":[1,2],\"level\":\"HIGH\"}");
    }

    @Test
    void writesWhatIsNotThereAsNull() {
        assertThat(Json.write(new Row("x", Double.NaN, new int[0], Optional.empty())))
                .isEqualTo("{\"strategy\":\"x\",\"hit_rate\":null,\"counts\":[],\"level\":null}");
        assertThat(Json.write(List.of(Double.POSITIVE_INFINITY, Float.NaN))).isEqualTo("[null,null]");
    }

    @Test
    void writesNumbersShort() {
        assertThat(Json.write(List.of(3.0, 0.1f, 1e300, 1234567, 0.1))).isEqualTo("[3,0.1,1.0E300,1234567,0.1]");
        assertThat(Json.write(new double[] {2, 2.5})).isEqualTo("[2,2.5]");
    }

    @Test
    void writesTimesAndPathsAsText() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("at", Instant.parse("2011-12-09T12:50:00Z"));
        map.put("took", Duration.ofMillis(1500));
        map.put("file", Path.of("a", "b<c>.csv"));
        assertThat(Json.write(map))
                .isEqualTo(
                        "{\"at\":\"2011-12-09T12:50:00Z\",\"took\":1.5,\"file\":\"" + Path.of("a", "b<c>.csv") + "\"}");
    }

    @Test
    void writesOneLine() {
        assertThat(Json.write(Map.of("text", "a\nb\u2028 \"c\""))).isEqualTo("{\"text\":\"a\\nb\\u2028 \\\"c\\\"\"}");
    }
}
