// SPDX-License-Identifier: Apache-2.0
package org.tessera.tck.sample;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.tessera.api.data.Event;
import org.tessera.api.recommend.Query;
import org.tessera.api.recommend.Ranking;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.RecommenderModel;

/** How many customers have each item. */
final class CountingModel implements RecommenderModel {
    private static final int MAGIC = 0x436f756e;

    private final Map<String, Object> settings;
    private final int support;
    private final double[] counts;
    private final Fault fault;

    CountingModel(Map<String, Object> settings, int support, double[] counts, Fault fault) {
        this.settings = settings;
        this.support = support;
        this.counts = counts;
        this.fault = fault;
    }

    @Override
    public int items() {
        return counts.length;
    }

    @Override
    public Ranking recommend(Query query) {
        long limit = fault == Fault.ANSWERS_TOO_MANY ? query.n() + 1L : query.n();
        int[] items = IntStream.range(0, counts.length)
                .filter(item -> !(counts[item] < support))
                .filter(item -> fault == Fault.IGNORES_EXCLUSIONS || query.admits(item))
                .boxed()
                .sorted(Comparator.comparingDouble(item -> -counts[item]))
                .limit(limit)
                .mapToInt(Integer::intValue)
                .toArray();
        return new Ranking(
                items, IntStream.of(items).mapToDouble(item -> counts[item]).toArray());
    }

    @Override
    public List<Reason> explain(Query query, int item) {
        if (item < 0 || item >= counts.length || counts[item] < support) {
            return List.of();
        }
        double share = fault == Fault.REASONS_DO_NOT_ADD_UP ? 0.99 : 1;
        return List.of(new Reason(Reason.POPULARITY, Event.NONE, "", share * counts[item]));
    }

    @Override
    public Map<String, Object> settings() {
        return settings;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(content);
        data.writeInt(MAGIC);
        data.writeInt(counts.length);
        data.writeInt(support);
        for (double count : counts) {
            data.writeDouble(count);
        }
        CRC32 sum = new CRC32();
        sum.update(content.toByteArray());
        data.writeLong(sum.getValue());
        try {
            content.writeTo(out);
            out.flush();
        } catch (IOException e) {
            if (fault != Fault.SWALLOWS_A_FULL_DISK) {
                throw e;
            }
        }
    }

    static CountingModel read(InputStream in, Fault fault) throws IOException {
        byte[] head = exactly(in, 12, fault);
        DataInputStream header = new DataInputStream(new ByteArrayInputStream(head));
        if (header.readInt() != MAGIC) {
            throw new IOException("no model of counts");
        }
        int size = header.readInt();
        int support = header.readInt();
        if (size < 0 || size > Integer.MAX_VALUE / Double.BYTES - 1) {
            throw new IOException("a model of " + size + " items");
        }
        byte[] body = exactly(in, size * Double.BYTES, fault);
        long expected = new DataInputStream(new ByteArrayInputStream(exactly(in, Long.BYTES, fault))).readLong();
        CRC32 sum = new CRC32();
        sum.update(head);
        sum.update(body);
        if (sum.getValue() != expected && fault != Fault.SUMS_NOTHING_UP) {
            throw new IOException("a damaged model of counts");
        }
        if (fault == Fault.READS_BEYOND_THE_END) {
            in.read();
        }
        double[] counts = new double[size];
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(body));
        for (int item = 0; item < size; item++) {
            counts[item] = data.readDouble();
        }
        return new CountingModel(Map.of("support", support), support, counts, fault);
    }

    private static byte[] exactly(InputStream in, int length, Fault fault) throws IOException {
        if (fault == Fault.BELIEVES_LENGTHS) {
            byte[] bytes = new byte[length];
            new DataInputStream(in).readFully(bytes);
            return bytes;
        }
        if (fault == Fault.READS_ONCE) {
            byte[] bytes = new byte[length];
            if (length > 0 && in.read(bytes) < 0) {
                throw new EOFException("a model of counts is cut off");
            }
            return bytes;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a model of counts is cut off");
        }
        return bytes;
    }
}
