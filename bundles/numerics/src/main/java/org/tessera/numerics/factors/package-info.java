// SPDX-License-Identifier: Apache-2.0
/** Models of factors: what items are like in a few numbers, and customers that are folded in with every question. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.factors;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
