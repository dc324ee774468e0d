// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.kmeans;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/** Segments around centres. Immutable and safe for many threads. */
public final class KMeansModel extends EncodedClusterModel {
    private static final String FORMAT = "kmeans";
    private static final int VERSION = 1;

    private final Centres centres;
    private final double inertia;
    private final int iterations;

    KMeansModel(Parts parts, Centres centres, double inertia, int iterations) {
        super(parts);
        this.centres = centres;
        this.inertia = inertia;
        this.iterations = iterations;
    }

    /** Sum of the squared distances of the training rows to the centres of their segments, each by its weight. */
    public double inertia() {
        return inertia;
    }

    /** How often the centres were moved; in batches, from how many of them they have learned. */
    public int iterations() {
        return iterations;
    }

    Centres centres() {
        return centres;
    }

    @Override
    protected String format() {
        return FORMAT;
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void writeRest(ModelOutput out) throws IOException {
        out.writeDoubles(centres.values());
        out.writeDoubles(centres.origin());
        out.writeInts(centres.number());
        out.writeDouble(inertia);
        out.writeInt(iterations);
    }

    static KMeansModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, FORMAT, VERSION);
        Parts parts = readParts(model, KMeansModel::typed);
        double[] values = model.readDoubles();
        double[] origin = model.readDoubles();
        int[] number = model.readInts();
        double inertia = model.readDouble();
        int iterations = model.readInt();
        model.finish();
        if (parts.clusters() < 1
                || number.length != parts.clusters()
                || origin.length != parts.encoder().dimensions()
                || values.length != (long) number.length * origin.length) {
            throw new IOException("a damaged model of k-means: its centres do not fit its clusters and columns");
        }
        return new KMeansModel(
                parts, new Centres(values, number.length, origin.length, origin, number), inertia, iterations);
    }

    private static Map<String, Object> typed(Map<String, String> texts) {
        return KMeansSettings.of(Settings.overlay(KMeans.Config.class, Settings.defaults(KMeans.Config.class), texts))
                .describe();
    }

    @Override
    protected int[] assign(double[] x, int rows) {
        return centres.assign(x, rows);
    }
}
