// SPDX-License-Identifier: Apache-2.0
/** From events to portraits: folds for profilers that come and go, and reads what they have to say. */
@NullMarked
package org.tessera.engine.profile;

import org.jspecify.annotations.NullMarked;
