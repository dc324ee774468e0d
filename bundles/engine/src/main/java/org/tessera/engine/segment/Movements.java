// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tessera.api.segment.Drift;
import org.tessera.api.segment.Movement;
import org.tessera.api.segment.Segment;
import org.tessera.engine.segment.SegmentMatching.Pair;
import org.tessera.numerics.clusters.Agreement;

/** Says how customers moved from segments to the ones that came after. */
final class Movements {
    private Movements() {}

    /**
     * @param carried labels whose names were carried over
     * @param drift between the two
     */
    static Movement between(
            FormedSegments before,
            FormedSegments now,
            SegmentMatching matching,
            Set<Integer> carried,
            List<Drift.Shift> drift) {
        int[] both = IntStream.range(0, Math.min(before.labels().length, now.labels().length))
                .filter(c -> before.labels()[c] != FormedSegments.ABSENT && now.labels()[c] != FormedSegments.ABSENT)
                .toArray();
        double agreement = Agreement.of(
                        Arrays.stream(both).map(c -> before.labels()[c]).toArray(),
                        Arrays.stream(both).map(c -> now.labels()[c]).toArray())
                .adjustedRand();
        return new Movement(
                before.segmentation().model(),
                now.segmentation().model(),
                before.forming().time(),
                now.forming().time(),
                both.length,
                agreement,
                flows(before, now, matching),
                changes(before, now, matching, carried),
                drift);
    }

    private static List<Movement.Flow> flows(FormedSegments before, FormedSegments now, SegmentMatching matching) {
        List<Movement.Flow> flows = new ArrayList<>();
        for (int from : labels(before)) {
            for (int to : labels(now)) {
                int count = matching.count(from, to);
                if (count > 0) {
                    flows.add(new Movement.Flow(before.nameOf(from), now.nameOf(to), count));
                }
            }
        }
        return flows;
    }

    /** In the order of the segments, then those without any. */
    private static int[] labels(FormedSegments formed) {
        return IntStream.concat(
                        formed.segmentation().segments().stream().mapToInt(FormedSegments::label),
                        IntStream.of(FormedSegments.ABSENT))
                .toArray();
    }

    private static List<Movement.Change> changes(
            FormedSegments before, FormedSegments now, SegmentMatching matching, Set<Integer> carried) {
        List<Movement.Change> changes = new ArrayList<>();
        Set<Integer> continued = new HashSet<>();
        for (Segment segment : now.segmentation().segments()) {
            int label = FormedSegments.label(segment);
            @Nullable Pair pair = matching.pairs().get(label);
            if (pair == null) {
                changes.add(new Movement.Change(
                        segment.segment(), segment.name(), "", 0, false, segment.size(), 0, segment.size(), 0));
                continue;
            }
            continued.add(pair.before());
            int stayed = matching.count(pair.before(), label);
            int sizeBefore = before.segment(pair.before()).map(Segment::size).orElse(0);
            changes.add(new Movement.Change(
                    segment.segment(),
                    segment.name(),
                    before.nameOf(pair.before()),
                    pair.overlap(),
                    carried.contains(label),
                    segment.size(),
                    sizeBefore,
                    segment.size() - stayed,
                    sizeBefore - stayed));
        }
        for (Segment gone : before.segmentation().segments()) {
            if (!continued.contains(FormedSegments.label(gone))) {
                changes.add(new Movement.Change("", "", gone.name(), 0, false, 0, gone.size(), 0, gone.size()));
            }
        }
        return changes;
    }
}
