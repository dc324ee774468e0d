// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A count and an amount for every day on which something happened, as far back as a horizon, so that the sum of any
 * window of days that ends today is exact. Days before the horizon are dropped, but never the last few. Not safe for
 * many threads.
 */
public final class DayLedger {
    /** That many days stay, however old they are. */
    public static final int KEPT = 8;

    private static final int MOST = 1 << 20;

    private int[] days = new int[4];
    private int[] counts = new int[4];
    private long[] amounts = new long[4];
    private int size;

    /** Number of days on which something happened. */
    public int size() {
        return size;
    }

    /** A day, in local days since 1970, ascending with the place. */
    public int day(int place) {
        return days[place];
    }

    /** What was counted on the day at a place. */
    public int count(int place) {
        return counts[place];
    }

    /** What was added up on the day at a place. */
    public long amount(int place) {
        return amounts[place];
    }

    /**
     * Adds to a day. A day before the last one counts as the last: clocks go back, events do not.
     *
     * @return whether the day is new
     */
    public boolean add(int day, int count, long amount) {
        boolean fresh = size == 0 || day > days[size - 1];
        if (fresh) {
            append(day);
        }
        counts[size - 1] += count;
        amounts[size - 1] = Packed.fixedSum(amounts[size - 1], amount);
        return fresh;
    }

    /** Takes back a count from a day, if the ledger still has it. */
    public void subtract(int day, int count) {
        int place = Arrays.binarySearch(days, 0, size, day);
        if (place >= 0) {
            counts[place] -= count;
        }
    }

    /** Takes back an amount from a day, if the ledger still has it. */
    public void subtractAmount(int day, long amount) {
        int place = Arrays.binarySearch(days, 0, size, day);
        if (place >= 0) {
            amounts[place] -= amount;
        }
    }

    /** Adds a ledger of later days. */
    public void merge(DayLedger later) {
        for (int place = 0; place < later.size; place++) {
            add(later.days[place], later.counts[place], later.amounts[place]);
        }
    }

    /** Drops the days that lie further back from the last one than a horizon in days. */
    public void trim(int horizon) {
        int drop = 0;
        while (size - drop > KEPT && days[drop] < days[size - 1] - horizon) {
            drop++;
        }
        if (drop > 0) {
            size -= drop;
            System.arraycopy(days, drop, days, 0, size);
            System.arraycopy(counts, drop, counts, 0, size);
            System.arraycopy(amounts, drop, amounts, 0, size);
        }
    }

    /** Number of days from one day to another, both included, on which something happened. */
    public int days(int from, int to) {
        return place(to + 1) - place(from);
    }

    /** Sum of the counts from one day to another, both included. */
    public long counted(int from, int to) {
        long sum = 0;
        for (int place = place(from); place < size && days[place] <= to; place++) {
            sum += counts[place];
        }
        return sum;
    }

    /** Sum of the amounts from one day to another, both included. */
    public long added(int from, int to) {
        long sum = 0;
        for (int place = place(from); place < size && days[place] <= to; place++) {
            sum = Packed.fixedSum(sum, amounts[place]);
        }
        return sum;
    }

    private int place(int day) {
        int place = Arrays.binarySearch(days, 0, size, day);
        return place >= 0 ? place : -place - 1;
    }

    private void append(int day) {
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            amounts = Arrays.copyOf(amounts, 2 * size);
        }
        days[size] = day;
        counts[size] = 0;
        amounts[size++] = 0;
    }

    /** Writes all days; two to six bytes each. */
    public void write(DataOutput out) throws IOException {
        boolean amountsToo = false;
        for (int place = 0; place < size; place++) {
            amountsToo |= amounts[place] != 0;
        }
        Packed.write(out, 2L * size + (amountsToo ? 1 : 0));
        for (int place = 0; place < size; place++) {
            Packed.writeSigned(out, place == 0 ? days[0] : days[place] - days[place - 1]);
            Packed.write(out, counts[place]);
            if (amountsToo) {
                Packed.writeFixed(out, amounts[place]);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static DayLedger read(DataInput in) throws IOException {
        int head = Packed.readUpTo(in, 2 * MOST, "number of days");
        DayLedger ledger = new DayLedger();
        int day = 0;
        for (int place = 0; place < head >> 1; place++) {
            long step = Packed.readSigned(in);
            if (Math.abs(step) > 1 << 28 || (place > 0 && step <= 0)) {
                throw new IOException("day " + place + " is " + step + " days after the one before");
            }
            day += (int) step;
            ledger.append(day);
            ledger.counts[place] = Packed.readUpTo(in, Integer.MAX_VALUE, "count of a day");
            ledger.amounts[place] = (head & 1) == 0 ? 0 : Packed.readFixed(in);
        }
        return ledger;
    }
}
