// SPDX-License-Identifier: Apache-2.0
/**
 * Kernels over dense row-major matrices: distances of many rows to a set of points, matrix products, principal
 * components. They use the vector unit where the JVM was started with {@code --add-modules jdk.incubator.vector} and
 * plain loops elsewhere; results differ in the last bits between the two, never within one JVM.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.dense;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
