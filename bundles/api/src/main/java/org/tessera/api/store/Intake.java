// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.ingest.ImportReport;
import org.tessera.api.ingest.Reject;
import org.tessera.api.strategy.Progress;

/** The write side of the store, for the importer alone; everybody else reads. Safe for many threads. */
public interface Intake {
    /**
     * Starts an import.
     *
     * @throws IllegalStateException if one is under way
     */
    Run begin(Source source);

    /** Imports up to now, newest first, those that were broken off among them. */
    List<ImportReport> history();

    /** Quarantined records, newest first, at most {@code limit}. */
    List<Reject> rejects(int limit);

    /** Number of quarantined records. */
    long rejectCount();

    /**
     * What is imported.
     *
     * @param file name as given
     * @param kind {@code events}, {@code customers} or {@code items}
     * @param mapping how fields were found, in words
     * @param details what the {@link NewEvent#details()} of every event of this import hold
     */
    record Source(String file, String kind, String mapping, List<Detail> details, Instant started) {}

    /** Something events say about their customer or item beside what happened. */
    record Detail(Subject subject, String name) {
        /** Detail of an item: the name to show. */
        public static final String NAME = "name";

        /** Detail of an item: its category. */
        public static final String CATEGORY = "category";

        /** Detail of an item: its description. */
        public static final String TEXT = "text";

        /** Whom a detail is about. */
        public enum Subject {
            CUSTOMER,
            ITEM
        }
    }

    /**
     * An import under way. For one thread, except {@link #fingerprints}. Closing it without {@link #finish} leaves what
     * was committed and marks the import as broken off.
     */
    interface Run extends AutoCloseable {
        /** Fingerprints of all committed events of a day, counted from 1970-01-01 in UTC. Safe for many threads. */
        long[] fingerprints(long day);

        /** Writes a batch, all or nothing. When it returns, the batch is on disk. */
        Written commit(Batch batch);

        /**
         * Matches every cancellation that is still open with the latest purchases of the same item by the same customer
         * that are not later and have units left. Those that match nothing stay open for the next import.
         */
        Settlement settle(Progress progress);

        /** Ends the import and keeps its report. */
        void finish(ImportReport report);

        @Override
        void close();
    }

    /**
     * What is committed together. Customers and items come before the events that name them.
     *
     * @param rejects those the store already has are left out
     * @param tally the import up to and with this batch
     */
    record Batch(
            List<NewEvent> events,
            List<NewCustomer> customers,
            List<NewItem> items,
            List<Reject> rejects,
            Tally tally) {}

    /** Records of an import up to some moment. */
    record Tally(long read, long accepted, long rejected, long duplicates) {}

    /** Of the customers and items of a batch, those that changed the store and those it had already just so. */
    record Written(long changed, long unchanged) {}

    /**
     * What cancellations took back.
     *
     * @param whole cancellations matched in full
     * @param part cancellations of which some units found no purchase
     * @param open cancellations without any purchase to take back
     */
    record Settlement(long whole, long part, long open) {}

    /**
     * An event to be stored. Fields as in {@link org.tessera.api.data.Event} except as said here.
     *
     * @param customer external id, empty where there is none
     * @param item external id, empty where there is none
     * @param product whether the item may be offered; once told that it may not, the store remembers
     * @param aside whether it is kept but never handed out, as postage and corrections are
     * @param details one value for each of {@link Source#details()}, empty where there is none; they fill what is not
     *     known yet and never overwrite
     * @param line of the file, from 1
     * @param fingerprint identity of the record; the importer sees to it that none is stored twice
     */
    record NewEvent(
            String customer,
            String item,
            boolean product,
            String type,
            boolean aside,
            long time,
            double value,
            double quantity,
            double price,
            String order,
            String channel,
            List<String> details,
            long line,
            long fingerprint) {}

    /** A customer to be added or changed; attributes that are not named or empty stay as they are. */
    record NewCustomer(String id, Map<String, String> attributes) {}

    /**
     * An item to be added or changed. Whatever is empty, NaN or not named stays as it is.
     */
    record NewItem(
            String id,
            String name,
            List<String> categories,
            double price,
            String text,
            Map<String, String> attributes,
            Optional<Boolean> product) {}
}
