// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tessera.api.TesseraException;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.data.FeatureTable.Categorical;
import org.tessera.api.data.FeatureTable.Column;
import org.tessera.api.data.FeatureTable.Numeric;
import org.tessera.api.profile.Population;
import org.tessera.api.profile.Portrait;
import org.tessera.api.profile.Portraits;
import org.tessera.api.profile.Trait;
import org.tessera.api.strategy.Progress;

/** Portraits that are a table, which may be exchanged for another one. */
public final class TablePortraits implements Portraits {
    private volatile FeatureTable table;

    public TablePortraits(FeatureTable table) {
        this.table = table;
    }

    public void replace(FeatureTable another) {
        table = another;
    }

    @Override
    public List<Trait> traits() {
        List<Trait> traits = new ArrayList<>();
        for (Column column : table.columns()) {
            Trait.Type type = column instanceof Numeric ? Trait.Type.NUMBER : Trait.Type.CATEGORY;
            traits.add(new Trait(column.name(), type, column.unit(), "Made up", "Something.", true));
        }
        return traits;
    }

    @Override
    public FeatureTable table(List<String> traits, Progress progress) {
        FeatureTable now = table;
        progress.report("reading", now.rows(), now.rows());
        if (traits.isEmpty()) {
            return now;
        }
        int rows = now.rows();
        FeatureTable.Builder chosen = FeatureTable.builder(rows)
                .ids(IntStream.range(0, rows).map(now::id).toArray());
        for (String trait : traits) {
            Column column = now.column(trait)
                    .orElseThrow(() -> new TesseraException("there is no trait " + trait, "profiles shows them"));
            if (column instanceof Numeric number) {
                chosen.numeric(
                        trait,
                        "",
                        IntStream.range(0, rows).mapToDouble(number::value).toArray());
            } else if (column instanceof Categorical levels) {
                chosen.categorical(
                        trait,
                        levels.levels(),
                        IntStream.range(0, rows).map(levels::code).toArray());
            }
        }
        return chosen.build();
    }

    @Override
    public Optional<Portrait> of(String customer) {
        return Optional.empty();
    }

    @Override
    public void catchUp(Progress progress) {
        progress.report("catching up", 1, 1);
    }

    @Override
    public Summary summary() {
        return new Summary(table.rows(), Instant.EPOCH, Map.of(), Map.of());
    }

    @Override
    public Population population() {
        throw new UnsupportedOperationException("not needed here");
    }
}
