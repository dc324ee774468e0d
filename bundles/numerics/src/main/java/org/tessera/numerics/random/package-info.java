// SPDX-License-Identifier: Apache-2.0
/** Seeded random numbers that give the same choices on any number of threads. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.random;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
