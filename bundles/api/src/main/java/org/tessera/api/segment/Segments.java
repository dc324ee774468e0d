// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.segment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.Progress;

/** Forms segments and says who is in them. Safe for many threads. */
public interface Segments {
    /**
     * Groups all customers by their portraits.
     *
     * @param strategy name, or empty for the preferred one
     * @param traits names of the traits to use, empty for those meant for it
     * @param settings for this run
     */
    Segmentation form(
            Optional<String> strategy, List<String> traits, Map<String, ?> settings, long seed, Progress progress);

    /**
     * Tries strategies with several settings each on a sample of the customers, measures how stable, separate and balanced
     * their segments are, and groups all customers by the best. {@link Segmentation#choice()} says what was tried and why
     * it was taken.
     *
     * @param strategies names, empty for all that are there
     * @param traits names of the traits to use, empty for those meant for it
     * @throws org.tessera.api.TesseraException if there are too few customers, or no strategy forms segments of them
     */
    Segmentation formAutomatically(List<String> strategies, List<String> traits, long seed, Progress progress);

    /** The segments that stand now; empty before any were formed. */
    Optional<Segmentation> current();

    /** Ids of the customers of a segment, given by its number or name, in order of arrival. */
    List<String> members(String segment);

    /**
     * Who is in the segments, in order of arrival, with strength and outlier score where the model knows them.
     *
     * @param segment number or name; empty for everybody who was there when the segments were formed
     */
    List<Member> roster(Optional<String> segment);

    /**
     * Writes the roster to a file, a row for each customer: {@code .csv} or {@code .json} by its ending. The file is there
     * whole or not at all.
     *
     * @return how many customers it holds
     * @throws org.tessera.api.TesseraException if it has another ending or cannot be written
     */
    int export(Path file, Optional<String> segment);

    /** The segments a customer is in, by name; a customer newer than the model is assigned on the spot. */
    List<String> of(String customer);

    /**
     * Probability of each segment for a customer, by name, the most probable first; empty where a customer belongs to one
     * segment only, or is not known.
     */
    Map<String, Double> memberships(String customer);

    /** Pictures that show how the segments that stand now came about; empty where there are none. */
    List<Figure> figures();

    /**
     * How well customers fit their segments, segment by segment; empty with fewer than two segments, or while the strategy
     * that formed them is away.
     *
     * @param limit at most so many customers are measured, an even sample where there are more; each is compared with all
     *     others of the sample
     */
    Optional<Silhouettes> silhouettes(int limit);

    /** How customers moved to the segments that stand now; empty where none stood before them. */
    Optional<Movement> movement();

    /** The last times that segments were formed, the oldest first, those that stand now included. */
    List<SegmentRun> history();

    /**
     * How far the customers have moved away from those the segments were formed of, without forming them anew; empty where
     * no segments stand.
     */
    Optional<Drift> drift(Progress progress);

    /**
     * Two-dimensional view of the customers: the first two principal components of what the algorithm saw.
     *
     * @param limit at most so many customers, an even sample where there are more
     */
    List<Point> projection(int limit);

    /** A customer in the two-dimensional view. */
    record Point(String customer, String segment, double x, double y) {}
}
