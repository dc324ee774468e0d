// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.felix.gogo.runtime.SyntaxError;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void splitsAtSemicolonsAndLineEnds() {
        assertThat(Script.statements("use recommend itemknn; strategies --json\n\n jobs;"))
                .containsExactly("use recommend itemknn", "strategies --json", "jobs");
    }

    @Test
    void keepsQuotesBlocksAndPipesWhole() {
        assertThat(Script.statements("echo \"a; b\"; each [1 2] { echo $it; jobs } | grep 'x;y' && jobs"))
                .containsExactly("echo \"a; b\"", "each [1 2] { echo $it; jobs } | grep 'x;y' && jobs");
    }

    @Test
    void leavesCommentsOut() {
        assertThat(Script.statements("# first\njobs # running ones\n")).containsExactly("jobs");
    }

    @Test
    void findsNothingInNothing() {
        assertThat(Script.statements(" \n ")).isEmpty();
    }

    @Test
    void rejectsWhatIsNotClosed() {
        assertThatThrownBy(() -> Script.statements("echo \"a")).isInstanceOf(SyntaxError.class);
        assertThatThrownBy(() -> Script.statements("each [1 2] { jobs")).isInstanceOf(SyntaxError.class);
    }

    @Test
    void keepsWordsWithEqualsSignsAndCommas() {
        assertThat(Script.statements("segment --set k=5,seed=7 --strategy kmeans"))
                .containsExactly("segment --set k=5,seed=7 --strategy kmeans");
        assertThat(Script.hasWord("strategies --json", "--json")).isTrue();
        assertThat(Script.hasWord("echo x--json", "--json")).isFalse();
    }
}
