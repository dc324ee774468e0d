// SPDX-License-Identifier: Apache-2.0
/** Segments by k-means: k-means++ seeding, Lloyd iterations, k chosen when it is not given. */
@NullMarked
package org.tessera.segment.kmeans;

import org.jspecify.annotations.NullMarked;
