// SPDX-License-Identifier: Apache-2.0
/** Which rows are near: an exact index over dense points, nearest neighbours and neighbours within a radius. */
@Export
@Version("0.1.0")
@NullMarked
package org.tessera.numerics.neighbours;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
