// SPDX-License-Identifier: Apache-2.0
/** The embedded database: schema, migrations, and the services that read and write it. */
@NullMarked
package org.tessera.store;

import org.jspecify.annotations.NullMarked;
