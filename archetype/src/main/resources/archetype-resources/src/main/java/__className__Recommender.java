package ${package};

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.parallel.Parallel;
import org.tessera.numerics.sparse.SparseSums;
import org.tessera.numerics.sparse.TopK;

/**
 * Recommends what other customers lately had together with what this customer has. What item a says for item b is the
 * share of the customers of a that also have b (the confidence of the rule a → b; Agrawal, Imielinski and Swami, "Mining
 * association rules between sets of items in large databases", 1993), counted over the last so many days. An item's
 * score is the sum of what the items of the history say for it. Safe for many threads.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=${strategyName}",
        configurationPid = "${package}")
@Designate(ocd = ${className}Recommender.Config.class)
public final class ${className}Recommender implements Recommender {
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int CUSTOMERS_PER_REPORT = 1 << 12;
    private static final int ITEMS_PER_REPORT = 64;

    private final Config config;

    /** The settings and their defaults. The configuration ${package} holds them. */
    @ObjectClassDefinition(
            name = "Recommender ${strategyName}",
            description = "Recommends what others lately had together with what a customer has.")
    public @interface Config {
        @AttributeDefinition(
                description = "Only what happened in the last so many days counts; 0 counts everything",
                min = "0",
                max = "36500")
        int days() default 365;

        @AttributeDefinition(
                description = "So many customers at least must have two items for these to go together",
                min = "1",
                max = "1000000")
        int support() default 2;

        @AttributeDefinition(description = "For how many others an item speaks at most", min = "1", max = "10000")
        int companions() default 100;
    }

    /** With a component's configuration. What cannot be is refused here, by name. */
    @Activate
    public ${className}Recommender(Config config) {
        this.config = checked(config);
    }

    private static Config checked(Config config) {
        Settings.inRange("days", config.days(), 0, 36_500);
        Settings.inRange("support", config.support(), 1, 1_000_000);
        Settings.inRange("companions", config.companions(), 1, 10_000);
        return config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = checked(Settings.overlay(Config.class, config, overrides));
        Interactions recent = recent(input, effective.days(), context);
        return new ${className}RecommenderModel(
                Settings.describe(Config.class, effective), companions(recent, effective, context));
    }

    /** Who has what, as far as it counts. */
    private static Interactions recent(RecommenderInput input, int days, TrainingContext context) {
        Interactions all = input.interactions();
        SparseMatrix pairs = all.byCustomer();
        Interactions.Builder recent = Interactions.Builder.binary();
        for (int customer = 0; customer < pairs.rows(); customer++) {
            if (customer % CUSTOMERS_PER_REPORT == 0) {
                // Often and cheap: this is how a training that nobody wants any more comes to its end.
                context.progress().report("choosing", customer, pairs.rows());
            }
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                float weight = pairs.value(p);
                if (!Float.isFinite(weight)) {
                    throw new TesseraException(
                            "customer " + customer + " and item " + pairs.column(p) + " have the weight " + weight
                                    + ", expected a finite number",
                            "check where the weights come from");
                }
                long time = all.time(p);
                boolean counts = days == 0 || time == 0 || input.now() - time <= days * MILLIS_PER_DAY;
                if (weight > 0 && counts) {
                    recent.add(customer, pairs.column(p), 1);
                }
            }
        }
        return recent.build(pairs.rows(), pairs.columns());
    }

    /** Items by items: what each says for those that are most often in its company. */
    private static SparseMatrix companions(Interactions recent, Config config, TrainingContext context) {
        SparseMatrix byCustomer = recent.byCustomer();
        SparseMatrix byItem = recent.byItem();
        int items = recent.items();
        int[][] columns = new int[items][];
        float[][] values = new float[items][];
        // Every range of items writes to its own places, so the result is the same on any number of threads.
        new Parallel(context.executor(), context.parallelism()).ranges(
                items,
                ITEMS_PER_REPORT,
                () -> {
                    SparseSums together = new SparseSums(items);
                    return (from, to) -> {
                        for (int item = from; item < to; item++) {
                            for (int p = byItem.start(item); p < byItem.end(item); p++) {
                                together.addRow(byCustomer, byItem.column(p), 1);
                            }
                            columns[item] = best(together, item, config);
                            values[item] = shares(together, columns[item], byItem.size(item));
                            together.clear();
                        }
                    };
                },
                done -> context.progress().report("counting", done, items));
        return matrix(columns, values);
    }

    /** The items most often together with one, ascending. */
    private static int[] best(SparseSums together, int item, Config config) {
        TopK best = new TopK(config.companions());
        for (int place = 0; place < together.count(); place++) {
            int other = together.index(place);
            if (other != item && together.sum(other) >= config.support()) {
                best.offer(other, together.sum(other));
            }
        }
        int[] columns = best.drain(new double[best.size()]);
        Arrays.sort(columns);
        return columns;
    }

    private static float[] shares(SparseSums together, int[] columns, int customers) {
        float[] shares = new float[columns.length];
        for (int k = 0; k < columns.length; k++) {
            shares[k] = (float) (together.sum(columns[k]) / customers);
        }
        return shares;
    }

    private static SparseMatrix matrix(int[][] columns, float[][] values) {
        int items = columns.length;
        int[] starts = new int[items + 1];
        for (int item = 0; item < items; item++) {
            starts[item + 1] = Math.addExact(starts[item], columns[item].length);
        }
        int[] allColumns = new int[starts[items]];
        float[] allValues = new float[starts[items]];
        for (int item = 0; item < items; item++) {
            System.arraycopy(columns[item], 0, allColumns, starts[item], columns[item].length);
            System.arraycopy(values[item], 0, allValues, starts[item], values[item].length);
        }
        return SparseMatrix.of(items, items, starts, allColumns, allValues);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return ${className}RecommenderModel.read(in);
    }
}
