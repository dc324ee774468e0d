package ${package};

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Clusterer;
import org.tessera.api.strategy.Settings;
import org.tessera.api.strategy.Strategy;
import org.tessera.api.strategy.TrainingContext;
import org.tessera.numerics.features.FeatureEncoder;
import org.tessera.numerics.features.Preparation;

/**
 * Segments by cutting in two, again and again, across the direction in which the customers of the widest segment differ
 * most (Boley, "Principal direction divisive partitioning", 1998). Every customer's segment follows from a few yes-or-no
 * questions. Safe for many threads.
 */
@Component(
        service = Clusterer.class,
        property = Strategy.NAME + "=${strategyName}",
        configurationPid = "${package}")
@Designate(ocd = ${className}Clusterer.Config.class)
public final class ${className}Clusterer implements Clusterer {
    private final Config config;

    /** The settings and their defaults. The configuration ${package} holds them. */
    @ObjectClassDefinition(
            name = "Segments ${strategyName}",
            description = "Cuts the widest segment in two until there are as many as wanted.")
    public @interface Config {
        @AttributeDefinition(description = "Number of segments", min = "1", max = "1000")
        int k() default 5;

        @AttributeDefinition(
                description = "What makes numbers of different units comparable",
                options = {
                    @Option(label = "None", value = "none"),
                    @Option(label = "Mean 0, deviation 1", value = "standard"),
                    @Option(label = "Median 0, interquartile range 1", value = "robust"),
                    @Option(label = "By rank", value = "quantile")
                })
        String scaling() default "standard";
    }

    /** With a component's configuration. What cannot be is refused here, by name. */
    @Activate
    public ${className}Clusterer(Config config) {
        this.config = checked(config);
    }

    private static Config checked(Config config) {
        Settings.inRange("k", config.k(), 1, 1000);
        preparation(config);
        return config;
    }

    private static Preparation preparation(Config config) {
        return new Preparation(
                Settings.choice(Preparation.Scaling.class, "scaling", config.scaling()),
                Preparation.DEFAULT.logs(),
                Preparation.DEFAULT.missing(),
                Preparation.DEFAULT.levels());
    }

    @Override
    public Map<String, Object> settings() {
        return Settings.describe(Config.class, config);
    }

    @Override
    public ClusterModel train(FeatureTable input, Map<String, ?> overrides, TrainingContext context) {
        Config effective = checked(Settings.overlay(Config.class, config, overrides));
        context.progress().report("preparing", 0, input.rows());
        FeatureEncoder.Fitted fitted = FeatureEncoder.fit(input, preparation(effective));
        int d = fitted.encoder().dimensions();
        ${className}ClusterTree tree =
                ${className}ClusterTree.grow(fitted.matrix(), input.rows(), d, effective.k(), context.progress());
        return new ${className}ClusterModel(
                fitted.encoder(),
                tree,
                tree.labels(fitted.matrix(), input.rows()),
                Settings.describe(Config.class, effective));
    }

    @Override
    public ClusterModel read(InputStream in) throws IOException {
        return ${className}ClusterModel.read(in);
    }
}
