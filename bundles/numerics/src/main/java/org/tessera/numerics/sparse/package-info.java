// SPDX-License-Identifier: Apache-2.0
/** Kernels over sparse matrices: weighting, similarity, nearest neighbours of rows, and choosing the best few. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.sparse;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
