// SPDX-License-Identifier: Apache-2.0
/** Trained models on disk. */
@NullMarked
package org.tessera.engine.model;

import org.jspecify.annotations.NullMarked;
