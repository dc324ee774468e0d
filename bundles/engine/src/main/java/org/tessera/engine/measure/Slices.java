// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.measure.Leaderboard.Slice;

/** Groups of customers, to see for whom a strategy is good. */
final class Slices {
    static final String HISTORY = "history";
    static final String SEGMENT = "segment";

    /** Name of the group of customers of whom nothing is known. */
    static final String UNKNOWN = "unknown";

    private static final int FEW = 5;
    private static final int MANY = 20;

    private Slices() {}

    /** By the number of items a customer had to do with in training. */
    static List<Slice> byHistory(RankingEvaluator evaluator, RankingScores[] scores) {
        SparseMatrix train = evaluator.holdout().train().byCustomer();
        Map<String, List<RankingScores>> groups = new LinkedHashMap<>();
        List.of("0-4", "5-19", "20+").forEach(name -> groups.put(name, new ArrayList<>()));
        group(evaluator, scores, groups, customer -> {
            int had = train.size(customer);
            return had < FEW ? "0-4" : had < MANY ? "5-19" : "20+";
        });
        return slices(HISTORY, groups);
    }

    /** Customers who had nothing to do with any item in training; none where there are none. */
    static List<Slice> ofStrangers(RankingEvaluator.Result result) {
        Map<String, List<RankingScores>> groups = new LinkedHashMap<>();
        groups.put(UNKNOWN, List.of(result.scores()));
        return slices(HISTORY, groups);
    }

    /** By segment; customers in none are left out. */
    static List<Slice> bySegment(
            RankingEvaluator evaluator, RankingScores[] scores, IntFunction<String> segmentOf) {
        Map<String, List<RankingScores>> groups = new TreeMap<>();
        group(evaluator, scores, groups, segmentOf);
        groups.remove("");
        return slices(SEGMENT, groups);
    }

    private static void group(
            RankingEvaluator evaluator,
            RankingScores[] scores,
            Map<String, List<RankingScores>> groups,
            IntFunction<String> nameOf) {
        int[] customers = evaluator.customers();
        for (int c = 0; c < customers.length; c++) {
            groups.computeIfAbsent(nameOf.apply(customers[c]), unseen -> new ArrayList<>())
                    .add(scores[c]);
        }
    }

    private static List<Slice> slices(String by, Map<String, List<RankingScores>> groups) {
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new Slice(
                        by,
                        group.getKey(),
                        group.getValue().size(),
                        RankingScores.mean(group.getValue()).figures()))
                .toList();
    }
}
