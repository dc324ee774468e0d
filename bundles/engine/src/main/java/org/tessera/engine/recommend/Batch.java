// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.data.History;
import org.tessera.api.recommend.Recommendation;
import org.tessera.api.recommend.RecommendationRequest;
import org.tessera.api.strategy.Progress;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.engine.Stores;
import org.tessera.engine.recommend.serve.Audience;
import org.tessera.engine.recommend.serve.Csv;
import org.tessera.engine.recommend.serve.CsvTarget;
import org.tessera.engine.recommend.serve.Shelf;
import org.tessera.engine.recommend.serve.Visitor;
import org.tessera.engine.strategy.Workers;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.parallel.RangeBody;

/** Answers for many customers at once, on the threads of the engine. Safe for many threads. */
final class Batch {
    /** Customers whose histories are read together. */
    private static final int BLOCK = 1 << 13;

    /** Customers about whom a strategy is asked in one go. */
    private static final int GRAIN = 32;

    /** Customers of a segment that are asked about; more say nothing new. */
    private static final int SAMPLE = 1000;

    private final Serving serving;
    private final Stores stores;
    private final Workers workers;
    private final Audience audience;

    Batch(Serving serving, Stores stores, Workers workers, Audience audience) {
        this.serving = serving;
        this.stores = stores;
        this.workers = workers;
        this.audience = audience;
    }

    /** As {@link org.tessera.api.recommend.Recommendations#recommendAll}. */
    int all(Path file, Optional<String> segment, RecommendationRequest request, Progress progress) {
        CsvTarget target = CsvTarget.at(file);
        List<String> chain = serving.chain(request.strategy());
        BitSet wanted = new BitSet();
        if (segment.isPresent()) {
            Arrays.stream(audience.members(segment.get(), progress)).forEach(wanted::set);
        } else {
            wanted.set(0, stores.customers().size());
        }
        int total = wanted.cardinality();
        int[] answered = new int[1];
        target.write(out -> {
            out.append("customer,place,item,name,score,strategy\r\n");
            int done = 0;
            for (int next = wanted.nextSetBit(0); next >= 0; ) {
                BitSet block = new BitSet();
                for (int k = 0; k < BLOCK && next >= 0; k++) {
                    block.set(next);
                    next = wanted.nextSetBit(next + 1);
                }
                List<Recommendation> answers = answer(block, request, chain, new Reported(progress, done, total));
                done += block.cardinality();
                for (Recommendation answer : answers) {
                    out.append(lines(answer));
                    answered[0] += answer.items().isEmpty() ? 0 : 1;
                }
            }
            return answered[0];
        });
        return answered[0];
    }

    /** How far a part of the work is, as a part of the whole. */
    private record Reported(Progress progress, int before, int total) {
        void done(int customers) {
            progress.report("recommending", Math.min(total, before + customers), total);
        }
    }

    /** Answers for customers with events, in ascending order. */
    private List<Recommendation> answer(
            BitSet customers, RecommendationRequest request, List<String> chain, Reported reported) {
        Shelf shelf = serving.shelf();
        EventWeights weights = serving.weights();
        Map<Integer, History> histories = Histories.read(stores.events(), customers, weights, shelf.catalog());
        int[] order =
                histories.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        Recommendation[] answers = new Recommendation[order.length];
        TrainingContext context = workers.context(0, reported.progress());
        Parallel parallel = new Parallel(context.executor(), context.parallelism());
        RangeBody body = (from, to) -> {
            List<Serving.Asked> asked = new ArrayList<>(to - from);
            for (int k = from; k < to; k++) {
                Visitor visitor = serving.people()
                        .made(order[k], histories.getOrDefault(order[k], History.empty()), weights.seen());
                RecommendationRequest own =
                        request.withCustomer(stores.customers().id(order[k]));
                asked.add(serving.plan(own, visitor, shelf));
            }
            List<Recommendation> found = serving.together(asked, chain);
            for (int k = from; k < to; k++) {
                answers[k] = found.get(k - from);
            }
        };
        parallel.ranges(order.length, GRAIN, () -> body, reported::done);
        return Arrays.asList(answers);
    }

    private static StringBuilder lines(Recommendation answer) {
        StringBuilder lines = new StringBuilder();
        int place = 0;
        for (Recommendation.Item item : answer.items()) {
            Csv.line(
                    lines,
                    answer.customer(),
                    Integer.toString(++place),
                    item.item(),
                    item.name(),
                    Double.toString(item.score()),
                    answer.strategy());
        }
        return lines;
    }

    /** As {@link org.tessera.api.recommend.Recommendations#recommendSegment}. */
    Recommendation segment(String segment, RecommendationRequest request, Progress progress) {
        List<String> chain = serving.chain(request.strategy());
        int[] members = audience.members(segment, progress);
        if (members.length == 0) {
            throw new TesseraException("segment " + segment + " has no customers", "segments shows those there are");
        }
        BitSet sample = new BitSet();
        int asked = Math.min(SAMPLE, members.length);
        for (int k = 0; k < asked; k++) {
            sample.set(members[(int) ((long) k * members.length / asked)]);
        }
        RecommendationRequest each =
                request.toBuilder().why(false).exploration(0).build();
        List<Recommendation> answers = answer(sample, each, chain, new Reported(progress, 0, asked));
        return new SegmentOffer(answers).recommendation(request.n(), request.why());
    }
}
