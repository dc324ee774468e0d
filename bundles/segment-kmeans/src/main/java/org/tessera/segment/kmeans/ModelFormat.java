// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.tessera.numerics.features.FeatureEncoder;

/**
 * The binary form of a model: {@code TSKM}, version, length, content, CRC-32 of all of that. Numbers are big-endian. The
 * content is trusted only after its sum has been checked, so that damage is found before it means anything.
 */
final class ModelFormat {
    private static final int MAGIC = 0x54534b4d;
    private static final int VERSION = 1;

    private ModelFormat() {}

    static void write(KMeansModel model, OutputStream to) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        writeSettings(model.settings(), out);
        model.encoder().write(out);
        Centres centres = model.centres();
        out.writeInt(centres.k());
        out.writeInt(centres.d());
        writeDoubles(centres.values(), out);
        writeDoubles(centres.origin(), out);
        writeInts(centres.number(), out);
        out.writeInt(model.trainingLabels().length);
        writeInts(model.trainingLabels(), out);
        out.writeInt(model.notes().size());
        for (String note : model.notes()) {
            out.writeUTF(note);
        }
        out.writeDouble(model.inertia());
        out.writeInt(model.iterations());
        out.flush();

        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(head);
        header.writeInt(MAGIC);
        header.writeByte(VERSION);
        header.writeInt(content.size());
        byte[] start = head.toByteArray();
        byte[] body = content.toByteArray();
        DataOutputStream whole = new DataOutputStream(to);
        whole.write(start);
        whole.write(body);
        whole.writeLong(sum(start, body));
        whole.flush();
    }

    static KMeansModel read(InputStream from) throws IOException {
        byte[] start = exactly(from, 9);
        DataInputStream header = new DataInputStream(new ByteArrayInputStream(start));
        if (header.readInt() != MAGIC) {
            throw new IOException("not a model of k-means: it starts with something else");
        }
        int version = header.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("a model of k-means of version " + version + ", expected " + VERSION);
        }
        int length = header.readInt();
        if (length < 0) {
            throw new IOException("a damaged model of k-means: it says that it has " + length + " bytes");
        }
        byte[] body = exactly(from, length);
        long sum = new DataInputStream(new ByteArrayInputStream(exactly(from, 8))).readLong();
        if (sum != sum(start, body)) {
            throw new IOException("a damaged model of k-means: its check sum does not match");
        }
        return content(new DataInputStream(new ByteArrayInputStream(body)));
    }

    private static KMeansModel content(DataInputStream in) throws IOException {
        Map<String, Object> settings = readSettings(in);
        FeatureEncoder encoder = FeatureEncoder.read(in);
        int k = in.readInt();
        int d = in.readInt();
        Centres centres = new Centres(readDoubles(k * d, in), k, d, readDoubles(d, in), readInts(k, in));
        int[] labels = readInts(in.readInt(), in);
        List<String> notes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            notes.add(in.readUTF());
        }
        return new KMeansModel(encoder, centres, labels, settings, notes, in.readDouble(), in.readInt());
    }

    /** Reads so many bytes; a length that is not true costs no more memory than the stream has bytes. */
    private static byte[] exactly(InputStream from, int length) throws IOException {
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "a model of k-means ends early: " + bytes.length + " bytes where " + length + " were expected");
        }
        return bytes;
    }

    private static long sum(byte[] start, byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(start);
        sum.update(body);
        return sum.getValue();
    }

    private static void writeSettings(Map<String, Object> settings, DataOutputStream out) throws IOException {
        out.writeInt(settings.size());
        for (Map.Entry<String, Object> setting : settings.entrySet()) {
            out.writeUTF(setting.getKey());
            if (setting.getValue() instanceof Integer whole) {
                out.writeByte('i');
                out.writeInt(whole);
            } else if (setting.getValue() instanceof Double fraction) {
                out.writeByte('d');
                out.writeDouble(fraction);
            } else {
                out.writeByte('s');
                out.writeUTF(setting.getValue().toString());
            }
        }
    }

    private static Map<String, Object> readSettings(DataInputStream in) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            settings.put(
                    name,
                    switch (in.readByte()) {
                        case 'i' -> in.readInt();
                        case 'd' -> in.readDouble();
                        default -> in.readUTF();
                    });
        }
        return settings;
    }

    private static void writeDoubles(double[] values, DataOutputStream out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] readDoubles(int count, DataInputStream in) throws IOException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }

    private static void writeInts(int[] values, DataOutputStream out) throws IOException {
        for (int value : values) {
            out.writeInt(value);
        }
    }

    private static int[] readInts(int count, DataInputStream in) throws IOException {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readInt();
        }
        return values;
    }
}
