// SPDX-License-Identifier: Apache-2.0
/** Recommends items described like those a customer liked. */
@NullMarked
package org.tessera.recommend.content;

import org.jspecify.annotations.NullMarked;
