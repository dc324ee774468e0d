// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.profile;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a customer at a moment.
 *
 * @param customer external id
 * @param traits values by name, in the order of {@link Portraits#traits()}: Double, String, Long (ms since 1970) or a
 *     map of shares, by the trait's type
 * @param segments names of the segments the customer is in
 * @param updated time of the newest event that is part of it
 */
public record Portrait(String customer, Map<String, Object> traits, List<String> segments, Instant updated) {}
