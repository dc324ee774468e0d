// SPDX-License-Identifier: Apache-2.0
/** One self-contained HTML page about what was imported, found and recommended. */
@NullMarked
package org.tessera.report;

import org.jspecify.annotations.NullMarked;
