// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.profile.Trait;

/**
 * Which columns a table has. Asked for by name, a trait is a column, or one for each of its most frequent names where it
 * is shares; {@code trait.name} is the column of one name. Asked for nothing, the table has the traits that are meant to
 * form segments and can: most customers have them, they differ between customers, and no earlier one says practically
 * the same.
 */
record TablePlan(List<Planned> columns) {
    private static final Logger LOG = LoggerFactory.getLogger(TablePlan.class);
    private static final int MOST_ASKED = 20;
    private static final int MOST_OFFERED = 8;
    private static final double ENOUGH = 0.5;
    private static final double SAME = 0.95;

    /**
     * A column.
     *
     * @param name unique in the table
     * @param share the name whose share it is, where the trait is shares
     */
    record Planned(int place, String name, Optional<String> share) {}

    /** Of traits or columns by name; of those meant for segments where there is none. */
    static TablePlan of(List<String> asked, Survey survey) {
        List<Planned> planned = new ArrayList<>();
        if (asked.isEmpty()) {
            offer(survey, planned);
            return new TablePlan(List.copyOf(planned));
        }
        Set<String> names = new HashSet<>();
        for (String name : asked) {
            for (Planned column : find(name, survey)) {
                if (names.add(column.name())) {
                    planned.add(column);
                }
            }
        }
        return new TablePlan(List.copyOf(planned));
    }

    private static List<Planned> find(String name, Survey survey) {
        TraitSheet sheet = survey.columns().sheet();
        Optional<Integer> place = sheet.place(name);
        if (place.isPresent()) {
            return sheet.trait(place.get()).type() == Trait.Type.SHARES
                    ? shares(place.get(), survey, MOST_ASKED)
                    : List.of(new Planned(place.get(), name, Optional.empty()));
        }
        int dot = name.indexOf('.');
        Optional<Integer> owner = dot < 0 ? Optional.empty() : sheet.place(name.substring(0, dot));
        if (owner.isPresent() && sheet.trait(owner.get()).type() == Trait.Type.SHARES) {
            return List.of(new Planned(owner.get(), name, Optional.of(name.substring(dot + 1))));
        }
        throw new TesseraException(
                "there is no trait '" + name + "'",
                "traits: "
                        + String.join(
                                ", ", sheet.traits().stream().map(Trait::name).toList()));
    }

    private static List<Planned> shares(int place, Survey survey, int most) {
        String trait = survey.columns().sheet().trait(place).name();
        return survey.levels(place).keySet().stream()
                .limit(most)
                .map(name -> new Planned(place, trait + "." + name, Optional.of(name)))
                .toList();
    }

    private static void offer(Survey survey, List<Planned> planned) {
        TraitSheet sheet = survey.columns().sheet();
        List<double[]> chosen = new ArrayList<>();
        for (int place = 0; place < sheet.size(); place++) {
            Trait trait = sheet.trait(place);
            if (!trait.clustering()) {
                continue;
            }
            switch (trait.type()) {
                case NUMBER, TIME -> offerNumber(place, trait, survey, chosen, planned);
                case CATEGORY -> {
                    if (survey.levels(place).size() > 1) {
                        planned.add(new Planned(place, trait.name(), Optional.empty()));
                    }
                }
                case SHARES -> {
                    if (survey.levels(place).size() > 1) {
                        planned.addAll(shares(place, survey, MOST_OFFERED));
                    }
                }
            }
        }
    }

    private static void offerNumber(
            int place, Trait trait, Survey survey, List<double[]> chosen, List<Planned> planned) {
        double[] sorted = survey.ranks().values(trait.name());
        if (survey.coverage(trait.name()) < ENOUGH) {
            LOG.debug("{} forms no segments: most customers lack it", trait.name());
            return;
        }
        if (sorted[0] == sorted[sorted.length - 1]) {
            LOG.debug("{} forms no segments: it is the same for all customers", trait.name());
            return;
        }
        double[] ranks = ranks(place, trait.name(), survey);
        for (int k = 0; k < chosen.size(); k++) {
            double correlation = correlation(ranks, chosen.get(k));
            if (Math.abs(correlation) >= SAME) {
                LOG.debug(
                        "{} forms no segments: its rank correlation with an earlier trait is {}",
                        trait.name(),
                        String.format(Locale.ROOT, "%.2f", correlation));
                return;
            }
        }
        chosen.add(ranks);
        planned.add(new Planned(place, trait.name(), Optional.empty()));
    }

    private static double[] ranks(int place, String trait, Survey survey) {
        double[] ranks = new double[survey.columns().rows()];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = survey.ranks().rank(trait, survey.columns().number(place, row));
        }
        return ranks;
    }

    /** Pearson's correlation over the rows that have both; of ranks it is Spearman's. */
    static double correlation(double[] a, double[] b) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        for (int row = 0; row < a.length; row++) {
            if (!Double.isNaN(a[row]) && !Double.isNaN(b[row])) {
                n++;
                sumA += a[row];
                sumB += b[row];
            }
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int row = 0; row < a.length; row++) {
            if (!Double.isNaN(a[row]) && !Double.isNaN(b[row])) {
                double fromA = a[row] - sumA / n;
                double fromB = b[row] - sumB / n;
                ab += fromA * fromB;
                aa += fromA * fromA;
                bb += fromB * fromB;
            }
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }

    /** Which places of the sheet the columns come from. */
    boolean[] places(TraitSheet sheet) {
        boolean[] wanted = new boolean[sheet.size()];
        columns.forEach(column -> wanted[column.place()] = true);
        return wanted;
    }

    /** The same columns for another sheet; those of traits that are gone are left out. */
    TablePlan on(TraitSheet sheet) {
        List<Planned> there = new ArrayList<>();
        for (Planned column : columns) {
            String trait = column.share().isPresent()
                    ? column.name().substring(0, column.name().indexOf('.'))
                    : column.name();
            sheet.place(trait).ifPresent(place -> there.add(new Planned(place, column.name(), column.share())));
        }
        return new TablePlan(List.copyOf(there));
    }
}
