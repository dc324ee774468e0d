// SPDX-License-Identifier: Apache-2.0
/** Segments by HDBSCAN: dense groups of any shape and of different density, the rest noise. */
@NullMarked
package org.tessera.segment.hdbscan;

import org.jspecify.annotations.NullMarked;
