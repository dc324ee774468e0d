// SPDX-License-Identifier: Apache-2.0
package org.tessera.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Segment;

/** The colour and shape of each segment, the same wherever it is drawn: by its place in the list. */
final class SegmentColours {
    /** No segment: noise, or more than one. */
    static final int NONE = -1;

    private static final int MARKS = 8;

    private final Map<String, Integer> byNumber = new HashMap<>();
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    SegmentColours(List<Segment> segments) {
        for (Segment segment : segments) {
            byName.put(segment.name(), byNumber.size());
            byNumber.put(segment.segment(), byNumber.size());
            names.put(segment.segment(), segment.name());
        }
    }

    static int colour(int place) {
        return place % MARKS;
    }

    /** Where colours begin anew, shapes go on by one, so that no two of 64 segments look the same. */
    static int shape(int place) {
        return (place + place / MARKS) % MARKS;
    }

    /** The colour of the segment of a cluster, {@link #NONE} for noise. */
    int ofCluster(int cluster) {
        Integer place = cluster == ClusterModel.NOISE ? null : byNumber.get(Integer.toString(cluster));
        return place == null ? NONE : colour(place);
    }

    /** The colour of the segment with that name now, {@link #NONE} where there is none. */
    int ofName(String name) {
        Integer place = byName.get(name);
        return place == null ? NONE : colour(place);
    }

    int ofNumber(String segment) {
        Integer place = byNumber.get(segment);
        return place == null ? NONE : colour(place);
    }

    /** The name of the segment of a cluster. */
    String name(int cluster) {
        return cluster == ClusterModel.NOISE ? "in no segment" : names.getOrDefault(Integer.toString(cluster), "");
    }
}
