// SPDX-License-Identifier: Apache-2.0
/** Slots: which strategy and model answer for a task, and how they come and go. */
@NullMarked
package org.tessera.engine.strategy;

import org.jspecify.annotations.NullMarked;
