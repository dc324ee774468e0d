// SPDX-License-Identifier: Apache-2.0
package org.tessera.segment.gmm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.tessera.api.data.FeatureTable;
import org.tessera.api.segment.Figure;
import org.tessera.api.strategy.Settings;
import org.tessera.numerics.clusters.EncodedClusterModel;
import org.tessera.numerics.io.ModelInput;
import org.tessera.numerics.io.ModelOutput;

/** Segments as the components of a mixture of Gaussians. Immutable and safe for many threads. */
public final class GmmModel extends EncodedClusterModel {
    private static final int VERSION = 1;

    private final Mixture mixture;
    private final double[] strengths;
    private final Fit fit;

    /**
     * How it was fitted.
     *
     * @param logLikelihood of all training rows
     * @param iterations of EM
     * @param tried numbers of components, where the number was chosen
     * @param criteria Bayesian information criterion of each
     */
    record Fit(double logLikelihood, int iterations, double[] tried, double[] criteria) {}

    /** @param mixture its components numbered as the segments; arrays are not copied */
    GmmModel(Parts parts, Mixture mixture, double[] strengths, Fit fit) {
        super(parts);
        this.mixture = mixture;
        this.strengths = strengths;
        this.fit = fit;
    }

    /** The probability of each training row's own segment. */
    @Override
    public double[] strengths() {
        return strengths.clone();
    }

    @Override
    public double[] memberships(FeatureTable rows) {
        return rows.rows() == 0 ? new double[0] : probabilities(embed(rows), rows.rows());
    }

    @Override
    public List<Figure> figures() {
        return fit.tried().length < 2 ? List.of() : List.of(ComponentCount.figure(fit.tried(), fit.criteria()));
    }

    /** Sum of the log densities of the training rows. */
    public double logLikelihood() {
        return fit.logLikelihood();
    }

    /** Bayesian information criterion on the training rows, the lower the better. */
    public double bic() {
        return ComponentCount.criterion(mixture, fit.logLikelihood(), trainingLabels().length);
    }

    /** How often the mixture was fitted. */
    public int iterations() {
        return fit.iterations();
    }

    Mixture mixture() {
        return mixture;
    }

    @Override
    protected int[] assign(double[] x, int rows) {
        int[] labels = new int[rows];
        evaluate(x, rows, (row, densities, place) -> labels[row] = densities.likeliest(place));
        return labels;
    }

    private double[] probabilities(double[] x, int rows) {
        int k = mixture.k();
        double[] probabilities = new double[Math.multiplyExact(rows, k)];
        evaluate(
                x,
                rows,
                (row, densities, place) -> System.arraycopy(densities.logs(), place * k, probabilities, row * k, k));
        return probabilities;
    }

    /** Takes what was found for a row. */
    @FunctionalInterface
    private interface Taker {
        void take(int row, Densities densities, int place);
    }

    private void evaluate(double[] x, int rows, Taker taker) {
        int block = Math.min(rows, Densities.BLOCK);
        Densities densities = new Densities(mixture, block);
        for (int from = 0; from < rows; from += block) {
            int to = Math.min(rows, from + block);
            densities.evaluate(x, from, to, new int[0]);
            for (int row = from; row < to; row++) {
                densities.normalise(row - from);
                taker.take(row, densities, row - from);
            }
        }
    }

    @Override
    protected String format() {
        return GaussianMixture.NAME;
    }

    @Override
    protected int version() {
        return VERSION;
    }

    @Override
    protected void writeRest(ModelOutput out) throws IOException {
        out.writeText(mixture.kind().name());
        out.writeInt(mixture.d());
        out.writeDoubles(mixture.weights());
        out.writeDoubles(mixture.means());
        out.writeDoubles(mixture.covariances());
        out.writeDoubles(strengths);
        out.writeDouble(fit.logLikelihood());
        out.writeInt(fit.iterations());
        out.writeDoubles(fit.tried());
        out.writeDoubles(fit.criteria());
    }

    static GmmModel read(InputStream in) throws IOException {
        ModelInput model = new ModelInput(in, GaussianMixture.NAME, VERSION);
        Parts parts = readParts(model, GmmModel::typed);
        String kind = model.readText();
        int d = model.readInt();
        double[] weights = model.readDoubles();
        double[] means = model.readDoubles();
        double[] covariances = model.readDoubles();
        double[] strengths = model.readDoubles();
        Fit fit = new Fit(model.readDouble(), model.readInt(), model.readDoubles(), model.readDoubles());
        // Only what is whole can be made a mixture of.
        model.finish();
        return new GmmModel(
                parts, Mixture.of(Covariance.valueOf(kind), d, weights, means, covariances), strengths, fit);
    }

    private static Map<String, Object> typed(Map<String, String> texts) {
        return GmmSettings.of(Settings.overlay(
                        GaussianMixture.Config.class, Settings.defaults(GaussianMixture.Config.class), texts))
                .describe();
    }
}
