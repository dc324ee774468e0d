// SPDX-License-Identifier: Apache-2.0
/** Segments by merging the nearest groups, step by step: a tree that is cut. */
@NullMarked
package org.tessera.segment.hierarchical;

import org.jspecify.annotations.NullMarked;
