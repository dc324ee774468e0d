// SPDX-License-Identifier: Apache-2.0
/** From tables of mixed columns with gaps to dense matrices that algorithms can measure distances in. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.features;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
