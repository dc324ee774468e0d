// SPDX-License-Identifier: Apache-2.0
/** Traits from what is known of a customer. */
@NullMarked
package org.tessera.profile.attributes;

import org.jspecify.annotations.NullMarked;
