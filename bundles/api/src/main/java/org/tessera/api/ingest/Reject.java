// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.ingest;

/**
 * A quarantined record.
 *
 * @param line of the file, from 1
 * @param reason short, to count by
 * @param detail what was wrong and what was expected
 * @param raw the record as it stood, cut where it is long
 */
public record Reject(String file, long line, String reason, String detail, String raw) {}
