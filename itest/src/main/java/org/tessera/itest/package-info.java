// SPDX-License-Identifier: Apache-2.0
/** Runs JUnit Jupiter tests against bundles in a Felix framework. */
@NullMarked
package org.tessera.itest;

import org.jspecify.annotations.NullMarked;
