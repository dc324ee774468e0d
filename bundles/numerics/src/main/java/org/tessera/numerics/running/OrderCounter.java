// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Counts orders from their lines. Lines with the same order id are one order, also when the lines of up to
 * {@value #REMEMBERED} orders are mixed; lines without an id are one order while they follow each other within a gap.
 * Not safe for many threads.
 */
public final class OrderCounter {
    /** Orders whose ids are remembered at the start, for merging, and at the end, for counting on. */
    public static final int REMEMBERED = 4;

    private static final long NEVER = Long.MIN_VALUE;

    private int count;
    private final int[] first = new int[REMEMBERED];
    private final int[] firstDays = new int[REMEMBERED];
    private int firstSize;
    private final int[] last = new int[REMEMBERED];
    private int lastSize;
    private long firstLoose = NEVER;
    private int firstLooseDay;
    private long lastLoose = NEVER;

    /** Number of orders. */
    public int count() {
        return count;
    }

    /**
     * Adds a line.
     *
     * @param order id of its order, empty where there is none
     * @param time in ms since 1970, not before the last one
     * @param day local day of that time
     * @param gap within which lines without an id are one order, in ms
     * @return whether it starts an order
     */
    public boolean add(String order, long time, int day, long gap) {
        boolean starts;
        if (order.isEmpty()) {
            starts = lastLoose == NEVER || time - lastLoose > gap;
            if (firstLoose == NEVER) {
                firstLoose = time;
                firstLooseDay = day;
            }
            lastLoose = time;
        } else {
            int id = order.hashCode();
            starts = !remembers(id);
            if (starts) {
                rememberFirst(id, day);
                rememberLast(id);
            }
        }
        count += starts ? 1 : 0;
        return starts;
    }

    /**
     * Adds a counter of later lines.
     *
     * @param twice gets the day on which {@code later} counted an order that this one has counted already
     */
    public void merge(OrderCounter later, long gap, IntConsumer twice) {
        count += later.count;
        for (int k = 0; k < later.firstSize; k++) {
            if (remembers(later.first[k])) {
                count--;
                twice.accept(later.firstDays[k]);
            } else {
                rememberFirst(later.first[k], later.firstDays[k]);
                rememberLast(later.first[k]);
            }
        }
        for (int k = 0; k < later.lastSize; k++) {
            if (!remembers(later.last[k])) {
                rememberLast(later.last[k]);
            }
        }
        if (later.firstLoose != NEVER) {
            if (lastLoose != NEVER && later.firstLoose - lastLoose <= gap) {
                count--;
                twice.accept(later.firstLooseDay);
            }
            if (firstLoose == NEVER) {
                firstLoose = later.firstLoose;
                firstLooseDay = later.firstLooseDay;
            }
            lastLoose = later.lastLoose;
        }
    }

    private boolean remembers(int id) {
        for (int k = 0; k < lastSize; k++) {
            if (last[k] == id) {
                return true;
            }
        }
        return false;
    }

    private void rememberFirst(int id, int day) {
        if (firstSize < REMEMBERED) {
            first[firstSize] = id;
            firstDays[firstSize++] = day;
        }
    }

    private void rememberLast(int id) {
        if (lastSize == REMEMBERED) {
            System.arraycopy(last, 1, last, 0, --lastSize);
        }
        last[lastSize++] = id;
    }

    /** Writes the count and what is remembered; a byte and up to 60. */
    public void write(DataOutput out) throws IOException {
        Packed.write(out, count);
        if (count == 0) {
            return;
        }
        out.writeByte(firstSize | lastSize << 3 | (firstLoose == NEVER ? 0 : 0x40));
        boolean same = firstSize == lastSize && Arrays.equals(first, 0, firstSize, last, 0, lastSize);
        out.writeBoolean(same);
        for (int k = 0; k < firstSize; k++) {
            out.writeInt(first[k]);
            Packed.writeSigned(out, k == 0 ? firstDays[0] : firstDays[k] - firstDays[k - 1]);
        }
        for (int k = 0; k < (same ? 0 : lastSize); k++) {
            out.writeInt(last[k]);
        }
        if (firstLoose != NEVER) {
            Packed.writeSigned(out, firstLoose);
            Packed.writeSigned(out, firstLooseDay);
            Packed.write(out, lastLoose - firstLoose);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static OrderCounter read(DataInput in) throws IOException {
        OrderCounter counter = new OrderCounter();
        counter.count = Packed.readUpTo(in, Integer.MAX_VALUE, "number of orders");
        if (counter.count == 0) {
            return counter;
        }
        int head = in.readByte();
        counter.firstSize = head & 7;
        counter.lastSize = head >> 3 & 7;
        if (head < 0 || counter.firstSize > REMEMBERED || counter.lastSize > REMEMBERED) {
            throw new IOException("orders start with " + head);
        }
        boolean same = in.readBoolean();
        for (int k = 0; k < counter.firstSize; k++) {
            counter.first[k] = in.readInt();
            counter.firstDays[k] = (int) Packed.readSigned(in) + (k == 0 ? 0 : counter.firstDays[k - 1]);
        }
        for (int k = 0; k < counter.lastSize; k++) {
            counter.last[k] = same ? counter.first[k] : in.readInt();
        }
        if ((head & 0x40) != 0) {
            counter.firstLoose = Packed.readSigned(in);
            counter.firstLooseDay = (int) Packed.readSigned(in);
            counter.lastLoose = counter.firstLoose + Packed.read(in);
        }
        return counter;
    }
}
