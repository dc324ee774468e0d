// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import java.util.List;
import org.tessera.api.ingest.Reject;
import org.tessera.api.store.Intake.NewCustomer;
import org.tessera.api.store.Intake.NewEvent;
import org.tessera.api.store.Intake.NewItem;

/**
 * What goes from the thread that reads to the one that writes.
 *
 * @param number from 0, ascending
 * @param read records read up to and with this packet
 * @param rejected of those
 * @param duplicates of those
 * @param bytes of the file read up to then
 */
record Packet(
        long number,
        List<NewEvent> events,
        List<NewCustomer> customers,
        List<NewItem> items,
        List<Reject> rejects,
        long read,
        long rejected,
        long duplicates,
        long bytes) {}
