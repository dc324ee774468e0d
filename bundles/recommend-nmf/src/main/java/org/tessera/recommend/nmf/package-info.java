// SPDX-License-Identifier: Apache-2.0
/** Recommends what factors without negative numbers foretell: NMF. */
@NullMarked
package org.tessera.recommend.nmf;

import org.jspecify.annotations.NullMarked;
