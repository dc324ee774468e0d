// SPDX-License-Identifier: Apache-2.0
/** From ranked items to an answer: wishes and rules, and the steps that choose among the best. */
@NullMarked
package org.tessera.engine.recommend.serve;

import org.jspecify.annotations.NullMarked;
