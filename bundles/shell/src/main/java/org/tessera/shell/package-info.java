// SPDX-License-Identifier: Apache-2.0
/** Gogo commands, one class per noun, and the runner that executes them. */
@NullMarked
package org.tessera.shell;

import org.jspecify.annotations.NullMarked;
