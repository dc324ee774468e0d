// SPDX-License-Identifier: Apache-2.0
/** Runs the strategies' own code on given data without the framework and prints JSON lines. */
@NullMarked
package org.tessera.bench;

import org.jspecify.annotations.NullMarked;
