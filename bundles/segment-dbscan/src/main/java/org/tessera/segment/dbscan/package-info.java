// SPDX-License-Identifier: Apache-2.0
/** Segments by DBSCAN: dense groups of any shape, the rest noise. */
@NullMarked
package org.tessera.segment.dbscan;

import org.jspecify.annotations.NullMarked;
