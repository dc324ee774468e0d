// SPDX-License-Identifier: Apache-2.0
/** Challengers on live questions: in the shadow of the champion, or for some customers. */
@NullMarked
package org.tessera.engine.challenge;

import org.jspecify.annotations.NullMarked;
