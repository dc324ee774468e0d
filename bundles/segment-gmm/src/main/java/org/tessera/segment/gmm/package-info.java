// SPDX-License-Identifier: Apache-2.0
/** Segments by a Gaussian mixture: every customer belongs to every segment with a probability. */
@NullMarked
package org.tessera.segment.gmm;

import org.jspecify.annotations.NullMarked;
