// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tessera.api.segment.ClusterModel;
import org.tessera.api.segment.Segment;
import org.tessera.api.segment.Segmentation;

/**
 * Segments together with who is in them.
 *
 * @param forming how they came about
 * @param traits names of the traits that were used, as they were asked for
 * @param labels by dense index of the customer; {@link #ABSENT} for those who were not there
 */
record FormedSegments(Segmentation segmentation, Forming forming, List<String> traits, int[] labels) {
    /** The label of a customer who was not there when the segments were formed. */
    static final int ABSENT = -2;

    /** The number, as text, of those that belong to no segment. */
    static final String NOISE = "noise";

    /**
     * @param customers dense index of the customer of each row
     * @param rowLabels label of each row
     */
    static FormedSegments of(
            Segmentation segmentation, Forming forming, List<String> traits, int[] customers, int[] rowLabels) {
        return new FormedSegments(segmentation, forming, traits, byCustomer(customers, rowLabels));
    }

    /** The same with the id its model was given when it was saved. */
    FormedSegments withModel(String id) {
        return new FormedSegments(
                new Segmentation(
                        segmentation.strategy(),
                        id,
                        segmentation.segments(),
                        segmentation.preparation(),
                        segmentation.quality(),
                        segmentation.choice()),
                forming,
                traits,
                labels);
    }

    /** Labels by dense index of the customer. */
    static int[] byCustomer(int[] customers, int[] rowLabels) {
        int[] labels = new int[Arrays.stream(customers).max().orElse(-1) + 1];
        Arrays.fill(labels, ABSENT);
        for (int row = 0; row < customers.length; row++) {
            labels[customers[row]] = rowLabels[row];
        }
        return labels;
    }

    /** How many customers they were formed of. */
    int customers() {
        return (int) Arrays.stream(labels).filter(label -> label != ABSENT).count();
    }

    /** Name of the segment of a label; empty where no segment has it. */
    String nameOf(int label) {
        return segment(label).map(Segment::name).orElse("");
    }

    /** The segment with that number or name. */
    Optional<Segment> find(String numberOrName) {
        String wanted = numberOrName.trim().toLowerCase(Locale.ROOT);
        return segmentation.segments().stream()
                .filter(s -> s.segment().toLowerCase(Locale.ROOT).equals(wanted)
                        || s.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** The label that stands for a segment. */
    static int label(Segment segment) {
        return segment.segment().equals(NOISE) ? ClusterModel.NOISE : Integer.parseInt(segment.segment());
    }

    /** The segment of a label; nothing where no segment has it. */
    Optional<Segment> segment(int label) {
        return segmentation.segments().stream()
                .filter(segment -> label(segment) == label)
                .findFirst();
    }

    /** Label of a customer, {@link #ABSENT} where unknown. */
    int labelOf(int customer) {
        return customer < labels.length ? labels[customer] : ABSENT;
    }

    /** Customers' indexes by row as bytes. */
    static byte[] bytes(int[] customers) {
        ByteBuffer buffer = ByteBuffer.allocate(customers.length * Integer.BYTES);
        buffer.asIntBuffer().put(customers);
        return buffer.array();
    }

    /** The reverse of {@link #bytes}. */
    static int[] ints(byte[] bytes) {
        int[] customers = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(customers);
        return customers;
    }
}
