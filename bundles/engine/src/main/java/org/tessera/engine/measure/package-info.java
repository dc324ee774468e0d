// SPDX-License-Identifier: Apache-2.0
/** Held-out data and what is measured on it. */
@NullMarked
package org.tessera.engine.measure;

import org.jspecify.annotations.NullMarked;
