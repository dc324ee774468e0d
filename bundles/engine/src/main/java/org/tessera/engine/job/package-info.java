// SPDX-License-Identifier: Apache-2.0
/** Long work that can be watched and cancelled. */
@NullMarked
package org.tessera.engine.job;

import org.jspecify.annotations.NullMarked;
