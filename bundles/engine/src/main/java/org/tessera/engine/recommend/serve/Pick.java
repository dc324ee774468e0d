// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.util.List;
import org.tessera.api.recommend.Reason;

/**
 * An item of the answer.
 *
 * @param raw what the model says of it
 * @param score raw and all adjustments
 * @param adjustments what was added to the raw score and why
 * @param propensity probability that this item came to this place, given those before it
 */
public record Pick(int item, double raw, double score, List<Reason> adjustments, double propensity) {}
