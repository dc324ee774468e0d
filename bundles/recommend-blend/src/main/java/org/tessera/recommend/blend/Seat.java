// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.blend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tessera.api.recommend.Recommender;
import org.tessera.api.recommend.RecommenderModel;

/**
 * The place of a strategy's model in a blend. It is filled by a model, or empty because the strategy is not there; then
 * the model waits as bytes, which hold no class of the strategy's, until the strategy is back. Safe for many threads; to
 * ask takes no lock.
 */
final class Seat {
    private final String name;
    private final double weight;
    private String version;
    private volatile @Nullable Leased<RecommenderModel> model;
    private @Nullable Offer offer;
    private byte[] waiting;
    private String trouble = "";
    private boolean closed;

    private Seat(String name, String version, double weight, byte[] waiting) {
        this.name = name;
        this.version = version;
        this.weight = weight;
        this.waiting = waiting;
    }

    /** With a model fresh from training. */
    static Seat filled(Offer offer, double weight, RecommenderModel model) {
        Seat seat = new Seat(offer.name(), offer.version(), weight, new byte[0]);
        seat.model = new Leased<>(model, RecommenderModel::close);
        seat.offer = offer;
        return seat;
    }

    /** With a model that waits for its strategy. */
    static Seat empty(String name, String version, double weight, byte[] waiting) {
        return new Seat(name, version, weight, waiting);
    }

    String name() {
        return name;
    }

    double weight() {
        return weight;
    }

    /** Of the strategy that wrote or trained the model. */
    synchronized String version() {
        return version;
    }

    /** Why the strategy that is there could not read the model; empty where it could, or is not there. */
    synchronized String trouble() {
        return trouble;
    }

    synchronized Optional<Offer> filledBy() {
        return Optional.ofNullable(offer);
    }

    boolean isFilled() {
        return model != null;
    }

    /** The model, on lease; nothing where the seat is empty. */
    Optional<Leased<RecommenderModel>.Lease> use() {
        @Nullable Leased<RecommenderModel> now = model;
        return now == null ? Optional.empty() : now.acquire();
    }

    /** Lets a strategy read the model that waits for it. */
    synchronized void fill(Offer by) {
        if (closed || model != null || waiting.length == 0) {
            return;
        }
        try (Leased<Recommender>.Lease lease = by.service().acquire().orElse(null)) {
            if (lease != null) {
                RecommenderModel read = lease.get().read(new ByteArrayInputStream(waiting));
                model = new Leased<>(read, RecommenderModel::close);
                offer = by;
                version = by.version();
                waiting = new byte[0];
                trouble = "";
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            // The text only: a throwable of the strategy would keep its class loader.
            trouble = e.toString();
        }
    }

    /** Empties the seat if it is this strategy's that goes. Returns what is still in use. */
    synchronized Optional<Leased<RecommenderModel>> leave(Offer by) {
        @Nullable Leased<RecommenderModel> last = model;
        if (!by.equals(offer) || last == null) {
            return Optional.empty();
        }
        try (Leased<RecommenderModel>.Lease lease = last.acquire().orElse(null)) {
            waiting = lease == null ? new byte[0] : written(lease.get());
        } catch (IOException | RuntimeException | LinkageError e) {
            trouble = e.toString();
        }
        model = null;
        offer = null;
        last.retire();
        return Optional.of(last);
    }

    /** The model as bytes; none where it was lost. */
    byte[] toBytes() throws IOException {
        try (Leased<RecommenderModel>.Lease lease = use().orElse(null)) {
            if (lease != null) {
                return written(lease.get());
            }
        }
        synchronized (this) {
            return waiting;
        }
    }

    /** The model is closed after its last answer. */
    synchronized void close() {
        closed = true;
        waiting = new byte[0];
        @Nullable Leased<RecommenderModel> last = model;
        model = null;
        offer = null;
        if (last != null) {
            last.retire();
        }
    }

    private static byte[] written(RecommenderModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }
}
