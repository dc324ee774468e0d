// SPDX-License-Identifier: Apache-2.0
package org.tessera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tessera.api.strategy.SettingException;

class HierarchicalTaskTest {
    @TempDir
    Path folder;

    @Test
    void writesLabelsAndHeights() throws IOException {
        Path heights = folder.resolve("heights.f64");
        Path labels = folder.resolve("labels.i32");
        Measurement measured = run(
                "--linkage",
                "single",
                "--k",
                "2",
                "--repeat",
                "2",
                "--labels-out",
                labels.toString(),
                "--heights-out",
                heights.toString());
        assertThat(measured.seconds()).hasSize(2);
        assertThat(measured.settings().get("sample")).isEqualTo(0);
        assertThat(measured.quality().get("highest_merge")).isEqualTo(6.0);
        assertThat(RawFile.ints(labels)).containsExactly(0, 0, 0, 1);
        assertThat(RawFile.doubles(heights)).containsExactly(1, 2, 6);
        assertThat(measured.toJson()).startsWith("{\"task\":\"hierarchical\",\"strategy\":\"hierarchical\",\"n\":4,");
    }

    @Test
    void anUnknownLinkageIsRefused() {
        assertThatThrownBy(() -> run("--linkage", "centroid", "--k", "2")).isInstanceOf(SettingException.class);
    }

    private Measurement run(String... more) throws IOException {
        Path data = folder.resolve("x.f64");
        RawFile.write(data, new double[] {1, 2, 4, 10, 99});
        List<String> arguments = new ArrayList<>(List.of("--data", data.toString(), "--n", "4", "--d", "1"));
        arguments.addAll(List.of(more));
        HierarchicalTask task = new HierarchicalTask();
        List<Measurement> measured = new ArrayList<>();
        task.run(Options.parse(arguments, task.options()), measured::add);
        assertThat(measured).hasSize(1);
        return measured.get(0);
    }
}
