package ${package};

import org.junit.jupiter.api.extension.RegisterExtension;
import org.tessera.api.segment.Clusterer;
import org.tessera.itest.BundleContract;
import org.tessera.itest.FrameworkExtension;

/** The same inside a framework, on the service of the packaged bundle. */
class ${className}ClustererIT extends ${className}ClustererTest implements BundleContract {
    @RegisterExtension
    static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("org.tessera.numerics", "${package}");

    @Override
    public FrameworkExtension framework() {
        return FRAMEWORK;
    }

    @Override
    protected Clusterer clusterer() {
        return FRAMEWORK.underTest(Clusterer.class);
    }
}
