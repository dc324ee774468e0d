// SPDX-License-Identifier: Apache-2.0
/** Abstract contract tests of every service provider interface, and helpers for tests. */
@NullMarked
package org.tessera.tck;

import org.jspecify.annotations.NullMarked;
