// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.strategy;

import java.time.Duration;

/**
 * How long the engine waits for strategies.
 *
 * @param drain for those that use one that goes
 * @param answer for one answer
 * @param training for a model
 */
record Limits(Duration drain, Duration answer, Duration training) {}
