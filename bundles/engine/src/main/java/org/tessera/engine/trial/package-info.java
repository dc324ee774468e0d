// SPDX-License-Identifier: Apache-2.0
/** Strategies are tried before they answer. */
@NullMarked
package org.tessera.engine.trial;

import org.jspecify.annotations.NullMarked;
