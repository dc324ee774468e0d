// SPDX-License-Identifier: Apache-2.0
/** Dense and sparse kernels, neighbours and random numbers for strategies. */
@NullMarked
package org.tessera.numerics;

import org.jspecify.annotations.NullMarked;
