// SPDX-License-Identifier: Apache-2.0
/** Contract tests of formats. */
@NullMarked
package org.tessera.tck.ingest;

import org.jspecify.annotations.NullMarked;
