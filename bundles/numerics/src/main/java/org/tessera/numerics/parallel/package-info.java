// SPDX-License-Identifier: Apache-2.0
/** Loops over ranges on somebody else's threads, and scratch memory that no thread keeps. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.parallel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
