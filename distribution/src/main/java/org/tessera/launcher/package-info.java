// SPDX-License-Identifier: Apache-2.0
/**
 * Starts Tessera in a plain JVM. {@link org.tessera.launcher.Tessera} is the embedding API; {@code Main} is the program
 * behind {@code bin/tessera} and uses nothing else.
 */
@NullMarked
package org.tessera.launcher;

import org.jspecify.annotations.NullMarked;
