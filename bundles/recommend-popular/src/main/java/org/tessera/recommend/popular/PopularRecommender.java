// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.popular;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.TesseraException;
import org.tessera.api.data.Interactions;
import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.recommend.RecommenderModel;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;

/**
 * Recommends what most customers have, the same to everybody: the answer to customers of whom nothing is known, and the
 * yardstick of all other strategies. With a half-life, what was had lately counts for more.
 */
@Component(
        service = Recommender.class,
        property = Strategy.NAME + "=popular",
        configurationPid = "org.tessera.recommend.popular")
@Designate(ocd = PopularRecommender.Config.class)
public final class PopularRecommender implements Recommender {
    private static final double MILLIS_PER_DAY = 86_400_000d;
    private static final int REPORT_EVERY = 1 << 12;

    private final Config config;

    /** What is counted, and how fast it fades. */
    @ObjectClassDefinition(name = "Recommender popular", description = "Recommends what most customers have.")
    public @interface Config {
        @AttributeDefinition(
                description = "What is counted: customers, each once, or the weights of what they did",
                options = {
                    @Option(label = "Customers", value = "customers"),
                    @Option(label = "Weights", value = "weights")
                })
        String count() default "customers";

        @AttributeDefinition(
                description = "Days after which an event counts for half; 0 for no decay",
                min = "0",
                max = "36500")
        double halflife() default 30;
    }

    @Activate
    public PopularRecommender(Config config) {
        PopularSettings.of(config);
        this.config = config;
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public RecommenderModel train(RecommenderInput input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = Settings.overlay(Config.class, config, overrides);
        PopularSettings settings = PopularSettings.of(effective);
        Interactions interactions = input.interactions();
        SparseMatrix pairs = interactions.byCustomer();
        double[] scores = new double[pairs.columns()];
        int[] customers = new int[pairs.columns()];
        for (int customer = 0; customer < pairs.rows(); customer++) {
            if (customer % REPORT_EVERY == 0) {
                context.progress().report("counting", customer, pairs.rows());
            }
            for (int p = pairs.start(customer); p < pairs.end(customer); p++) {
                float weight = pairs.value(p);
                if (!Float.isFinite(weight)) {
                    throw new TesseraException(
                            "customer " + customer + " and item " + pairs.column(p) + " have the weight " + weight
                                    + ", expected a finite number",
                            "check where the weights come from");
                }
                if (weight > 0) {
                    long time = interactions.time(p);
                    double decay = time == 0 ? 1 : settings.decay((input.now() - time) / MILLIS_PER_DAY);
                    scores[pairs.column(p)] +=
                            settings.count() == PopularSettings.Count.WEIGHTS ? weight * decay : decay;
                    customers[pairs.column(p)]++;
                }
            }
        }
        context.progress().report("counting", pairs.rows(), pairs.rows());
        return new PopularModel(Settings.describe(Config.class, effective), scores, customers);
    }

    @Override
    public RecommenderModel read(InputStream in) throws IOException {
        return PopularModel.read(in);
    }
}
