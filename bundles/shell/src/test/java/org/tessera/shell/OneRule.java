// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.List;
import org.tessera.api.segment.RuleSegment;
import org.tessera.api.segment.RuleSegments;
import org.tessera.api.strategy.Progress;

/** One rule segment, {@code lapsed}, with two customers. */
record OneRule() implements RuleSegments {
    @Override
    public RuleSegment define(String name, String expression, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void drop(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean contains(String name) {
        return name.equals("lapsed");
    }

    @Override
    public List<RuleSegment> all(Progress progress) {
        return List.of();
    }

    @Override
    public List<String> members(String name, Progress progress) {
        return List.of("c3", "c4");
    }

    @Override
    public List<String> of(String customer) {
        return List.of();
    }

    @Override
    public Trial evaluate(String expression, Progress progress) {
        throw new UnsupportedOperationException();
    }
}
