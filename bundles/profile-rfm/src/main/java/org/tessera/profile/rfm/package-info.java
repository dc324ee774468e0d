// SPDX-License-Identifier: Apache-2.0
/** Recency, frequency and monetary value with scores. */
@NullMarked
package org.tessera.profile.rfm;

import org.jspecify.annotations.NullMarked;
