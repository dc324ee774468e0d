package ${package};

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.recommend.Recommender;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** The same inside a framework, on the service of the packaged bundle. */
class ${className}RecommenderIT extends ${className}RecommenderTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("org.tessera.numerics", "${package}");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected Recommender recommender() {
        return FRAMEWORK.underTest(Recommender.class);
    }
}
