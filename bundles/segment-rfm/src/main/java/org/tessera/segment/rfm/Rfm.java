// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.rfm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;

/**
 * The classic segments by recency, frequency and monetary value: customers are scored by fifths of each (Hughes, Strategic
 * Database Marketing, 1994; Bult and Wansbeek, Optimal selection for direct mail, Marketing Science 14, 1995), and rules
 * give combinations of scores their names. The default rules are the grid of eleven segments that Putler made widely
 * known (RFM analysis for successful customer segmentation, 2016), its ranges made such that they do not overlap. Safe for
 * many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=" + Rfm.NAME,
        configurationPid = "org.tessera.segment.rfm")
@Designate(ocd = Rfm.Config.class)
public final class Rfm implements Clusterer {
    /** By this name people choose it. */
    public static final String NAME = "rfm";

    private final Config config;
    private final RfmSettings settings;

    /** The settings and their defaults. */
    @ObjectClassDefinition(
            name = "Tessera segments: RFM",
            description = "Named segments by scores of recency, frequency and monetary value.")
    public @interface Config {
        @AttributeDefinition(name = "Recency", description = "Trait that says how long ago; the less the better.")
        String recency() default "recency_days";

        @AttributeDefinition(name = "Frequency", description = "Trait that says how often.")
        String frequency() default "frequency";

        @AttributeDefinition(name = "Monetary", description = "Trait that says how much money.")
        String monetary() default "monetary";

        @AttributeDefinition(
                name = "Scores",
                description = "How many scores there are: 5 for fifths of the customers.",
                min = "2",
                max = "100")
        int scores() default 5;

        @AttributeDefinition(
                name = "Segments",
                description = "Rules such as 'champions: R4-5 FM5; lost: R1'; the first that holds counts.")
        String segments() default
                "champions: R5 FM4-5; champions: R4 FM5; loyal: R4-5 FM3-4; loyal: R3 FM4-5;"
                        + " potential loyalists: R4-5 FM2; new: R5 FM1; promising: R4 FM1; need attention: R3 FM2-3;"
                        + " about to sleep: R3 FM1; cannot lose: R1-2 FM5; cannot lose: R1 FM4; at risk: R1-2 FM3-4;"
                        + " hibernating: R2 FM1-2; lost: R1 FM1-2; never bought: R0 F0";
    }

    /** With a component's configuration; a setting out of range is refused here. */
    @Activate
    public Rfm(Config config) {
        this.config = config;
        this.settings = RfmSettings.of(config);
    }

    /** With the defaults. */
    public Rfm() {
        this(Settings.defaults(Config.class));
    }

    @Override
    public Map<String, Object> settings() {
        return settings.describe();
    }

    @Override
    public List<String> traits(Map<String, ?> overrides) {
        return settings(overrides).columns().stream().distinct().toList();
    }

    @Override
    public RfmModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        return new RfmRun(input, settings(overrides), context.progress()).train();
    }

    private RfmSettings settings(Map<String, ?> overrides) {
        return RfmSettings.of(Settings.overlay(Config.class, config, overrides));
    }

    @Override
    public RfmModel read(InputStream in) throws IOException {
        return RfmModel.read(in);
    }
}
