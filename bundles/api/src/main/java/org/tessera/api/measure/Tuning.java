// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tessera.api.strategy.ModelInfo;

/**
 * What a search for good settings has found.
 *
 * @param strategy whose settings
 * @param metric by which they were compared
 * @param k length of the lists
 * @param split how the data was divided to compare them, in words
 * @param customers customers asked in a trial on all data
 * @param trials the best first, then those on a part of the customers, then those that failed
 * @param best the best of the trials on all customers
 * @param defaults the settings everybody starts with, on all customers
 * @param check both on data that had no part in the search; empty where none was kept back
 * @param model trained with the best settings on all data; empty where the data did not come from the store
 */
public record Tuning(
        String strategy,
        Metric metric,
        int k,
        String split,
        int customers,
        List<Trial> trials,
        Trial best,
        Trial defaults,
        Optional<Check> check,
        Optional<ModelInfo> model) {
    /**
     * Settings that were tried.
     *
     * @param number in the order in which they were drawn, 0 for the defaults
     * @param settings those that were searched or fixed; all others keep their defaults
     * @param share of the customers it was trained on and measured with, at most 1
     * @param score NaN where it failed
     * @param seconds of training
     * @param error why it failed; empty where it did not
     */
    public record Trial(
            int number, Map<String, String> settings, double share, double score, double seconds, String error) {
        public boolean failed() {
            return !error.isEmpty();
        }
    }

    /**
     * The best settings and the defaults on data kept back from the search.
     *
     * @param split how that was divided, in words
     * @param users customers asked
     * @param best score of the best settings
     * @param defaults score of the defaults
     * @param low lower end of the 95 % interval of the difference, by paired bootstrap over customers
     * @param high upper end
     */
    public record Check(String split, int users, double best, double defaults, double low, double high) {}
}
