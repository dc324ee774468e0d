// SPDX-License-Identifier: Apache-2.0
/** What models of clustering strategies have in common, and how good a grouping is: by itself, and against a truth. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.clusters;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
