// SPDX-License-Identifier: Apache-2.0
/** How good a grouping is: by itself, and against a known truth. */
@NullMarked
package org.tessera.engine.measure.cluster;

import org.jspecify.annotations.NullMarked;
