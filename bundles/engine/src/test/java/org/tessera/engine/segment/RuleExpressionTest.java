// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Segment;

class RuleExpressionTest {
    @Test
    void oddNamesAndTextsAreQuoted() {
        assertThat(RuleExpression.name("monetary")).isEqualTo("monetary");
        assertThat(RuleExpression.name("category_share.toys")).isEqualTo("category_share.toys");
        assertThat(RuleExpression.name("category_share.home & garden")).isEqualTo("`category_share.home & garden`");
        assertThat(RuleExpression.name("a`b")).isEqualTo("`a``b`");
        assertThat(RuleExpression.name("And")).isEqualTo("`And`");
        assertThat(RuleExpression.name("90d_spend")).isEqualTo("`90d_spend`");
        assertThat(RuleExpression.text("Côte d'Ivoire")).isEqualTo("'Côte d''Ivoire'");
    }

    @Test
    void segmentsComeWithTheirConditions() {
        int n = 60;
        FeatureTable table = FeatureTable.builder(n)
                .numeric(
                        "spend",
                        "",
                        IntStream.range(0, n).mapToDouble(row -> row).toArray())
                .categorical(
                        "country",
                        List.of("France", "the 'rest'"),
                        IntStream.range(0, n).map(row -> row % 2).toArray())
                .build();
        int[] labels = IntStream.range(0, n)
                .map(row -> row < 20 ? 1 : row < 40 ? 0 : 2)
                .toArray();
        assertThat(SegmentDescriber.explain(table, labels, Map.of()).segments())
                .extracting(Segment::expression)
                .satisfiesExactly(
                        middle -> assertThat(middle)
                                .matches(
                                        "spend > 19(\\.5)? and spend <= 39(\\.5)?|spend <= 39(\\.5)? and spend > 19(\\.5)?"),
                        low -> assertThat(low).matches("spend <= 19(\\.5)?"),
                        high -> assertThat(high).matches("spend > 39(\\.5)?"));
        int[] byCountry = IntStream.range(0, n).map(row -> row % 2).toArray();
        assertThat(SegmentDescriber.explain(table, byCountry, Map.of()).segments())
                .extracting(Segment::expression)
                .allSatisfy(text -> assertThat(text).matches("country !?= ('France'|'the ''rest''')"));
    }
}
