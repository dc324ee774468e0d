// SPDX-License-Identifier: Apache-2.0
/** Jars with algorithms that come and go while the engine serves. */
@NullMarked
package org.tessera.deploy;

import org.jspecify.annotations.NullMarked;
