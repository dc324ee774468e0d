// SPDX-License-Identifier: Apache-2.0
/** What Tessera needs to feel at home in Apache Karaf. */
@NullMarked
package org.tessera.karaf;

import org.jspecify.annotations.NullMarked;
