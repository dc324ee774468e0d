// SPDX-License-Identifier: Apache-2.0
/** From events to interactions, and from a customer to an answer. */
@NullMarked
package org.tessera.engine.recommend;

import org.jspecify.annotations.NullMarked;
