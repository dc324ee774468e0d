// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.time.Instant;

/**
 * The circumstances under which segments were formed.
 *
 * @param named whether the strategy gave the names
 * @param events number of the newest event then
 * @param revision of the events then
 * @param newest time of the newest event then, in ms since 1970
 */
record Forming(Instant time, boolean named, long events, long revision, long newest) {}
