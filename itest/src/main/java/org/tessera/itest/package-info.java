// SPDX-License-Identifier: Apache-2.0
/**
 * Tests against bundles in a real framework, driven by JUnit Jupiter. The tests stay outside the framework and speak to
 * services, which they get as parameters:
 *
 * <pre>{@code
 * class KMeansIT {
 *     @RegisterExtension
 *     static final FrameworkExtension FRAMEWORK = FrameworkExtension.with("org.tessera.numerics", "org.tessera.segment.kmeans")
 *             .configure("org.tessera.segment.kmeans", Map.of("k", "3"));
 *
 *     @Test
 *     void isThere(Clusterer clusterer) { ... }
 * }
 * }</pre>
 *
 * <p>Bundles are found by symbolic name on the class path of the tests, so a test needs no network and no other folder:
 * the module names them as dependencies (scope test or provided). In an {@code *IT} class the module's own bundle is
 * its packaged jar.
 */
@NullMarked
package org.tessera.itest;

import org.jspecify.annotations.NullMarked;
