// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.List;
import java.util.function.IntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.store.CustomerDirectory;
import org.tessera.api.strategy.Progress;
import org.tessera.engine.segment.SegmentService;

/** The segments formed, and those by rule. */
@Component(service = Audience.class)
public final class SegmentAudience implements Audience {
    private final SegmentService segments;
    private final RuleSegments rules;
    private final CustomerDirectory customers;

    @Activate
    public SegmentAudience(
            @Reference SegmentService segments, @Reference RuleSegments rules, @Reference CustomerDirectory customers) {
        this.segments = segments;
        this.rules = rules;
        this.customers = customers;
    }

    @Override
    public String segment(int customer) {
        return segments.standing(customer);
    }

    @Override
    public IntFunction<String> membership() {
        return segments.membership();
    }

    @Override
    public int[] members(String segment, Progress progress) {
        List<String> ids = rules.contains(segment) ? rules.members(segment, progress) : segments.members(segment);
        return ids.stream()
                .mapToInt(id -> customers.indexOf(id).orElse(-1))
                .filter(index -> index >= 0)
                .sorted()
                .toArray();
    }
}
