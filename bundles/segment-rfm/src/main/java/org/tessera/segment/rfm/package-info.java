// SPDX-License-Identifier: Apache-2.0
/** The classic segments by recency, frequency and monetary value, named by rules. */
@NullMarked
package org.tessera.segment.rfm;

import org.jspecify.annotations.NullMarked;
