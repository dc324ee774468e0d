// SPDX-License-Identifier: Apache-2.0
/**
 * JMH benchmarks of the kernels in {@code numerics}: {@code java -cp tessera-bench.jar org.openjdk.jmh.Main kernels},
 * with and without {@code --add-modules jdk.incubator.vector}, which forked JVMs inherit.
 */
@NullMarked
package org.tessera.bench.kernels;

import org.jspecify.annotations.NullMarked;
