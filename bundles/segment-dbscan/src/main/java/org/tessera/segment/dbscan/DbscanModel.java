// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.dbscan;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.tessera.api.segment.Figure;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/**
 * Dense segments. A row is of the cluster of the nearest core row within eps, of equally near ones the first; training
 * rows, too. Immutable and safe for many threads.
 */
public final class DbscanModel extends EncodedClusterModel {
    private static final int VERSION = 1;

    private final CoreIndex cores;
    private final double eps;
    private final int minPts;
    private final Optional<DistanceCurve> curve;

    DbscanModel(Parts parts, CoreIndex cores, double eps, int minPts, Optional<DistanceCurve> curve) {
        super(parts);
        this.cores = cores;
        this.eps = eps;
        this.minPts = minPts;
        this.curve = curve;
    }

    /** How far a neighbour may be away, as it was given or suggested. */
    public double eps() {
        return eps;
    }

    /** From how many neighbours on, itself counted, a row is a core row, as it was given or follows from the columns. */
    public int minPts() {
        return minPts;
    }

    /** The k-distance curve with eps as its mark, where eps was suggested. */
    @Override
    public List<Figure> figures() {
        return curve.<List<Figure>>map(c -> List.of(c.figure(minPts, eps))).orElse(List.of());
    }

    static DbscanModel read(InputStream in, SettingsReader settings) throws IOException {
        ModelInput model = new ModelInput(in, Dbscan.NAME, VERSION);
        Parts parts = readParts(model, settings);
        double eps = model.readDouble();
        int minPts = model.readInt();
        double[] points = model.readDoubles();
        int[] labels = model.readInts();
        double[] ranks = model.readDoubles();
        double[] distances = model.readDoubles();
        model.finish();
        return new DbscanModel(
                parts,
                new CoreIndex(points, labels, parts.encoder().dimensions()),
                eps,
                minPts,
                ranks.length == 0 ? Optional.empty() : Optional.of(new DistanceCurve(ranks, distances)));
    }

    @Override
    protected String format() {
        return Dbscan.NAME;
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void writeRest(ModelOutput out) throws IOException {
        out.writeDouble(eps);
        out.writeInt(minPts);
        out.writeDoubles(cores.points());
        out.writeInts(cores.labels());
        out.writeDoubles(curve.map(DistanceCurve::ranks).orElse(new double[0]));
        out.writeDoubles(curve.map(DistanceCurve::distances).orElse(new double[0]));
    }

    @Override
    protected int[] assign(double[] x, int rows) {
        return cores.nearest(x, rows, eps * eps);
    }
}
