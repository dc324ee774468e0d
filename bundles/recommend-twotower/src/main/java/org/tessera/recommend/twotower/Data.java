// SPDX-License-Identifier: Apache-2.0
package org.tessera.recommend.twotower;

import org.tessera.api.data.SparseMatrix;
import org.tessera.api.recommend.RecommenderInput;
import org.tessera.api.strategy.TrainingContext;

/**
 * What is trained on.
 *
 * @param evidence customers by items with what each pair counts for
 */
record Data(
        SparseMatrix evidence, FeatureSpace traitSpace, Features traits, FeatureSpace featureSpace, Features features) {
    private static final int REPORT_EVERY = 256;

    static Data of(RecommenderInput input, TwoTowerSettings settings, TrainingContext context) {
        SparseMatrix evidence = settings.evidence().of(input.interactions().byCustomer());
        int customers = evidence.rows();
        int items = evidence.columns();
        int described = Math.min(items, input.catalog().size());
        int seen = Math.min(customers, input.customers().size());
        context.progress().report("describing", 0, (long) customers + items);
        FeatureSpace traitSpace = FeatureSpace.of(
                seen,
                customer -> Description.ofCustomer(
                        input.customers().segment(customer), input.customers().attributes(customer)),
                settings.features());
        FeatureSpace featureSpace = FeatureSpace.of(
                described, item -> Description.ofItem(input.catalog(), item, settings.words()), settings.features());
        Features traits = Features.of(customers, customer -> {
            if (customer % REPORT_EVERY == 0) {
                context.progress().report("describing", customer, (long) customers + items);
            }
            return customer < seen
                    ? traitSpace.of(Description.ofCustomer(
                            input.customers().segment(customer),
                            input.customers().attributes(customer)))
                    : new int[0];
        });
        Features features = Features.of(items, item -> {
            if (item % REPORT_EVERY == 0) {
                context.progress().report("describing", (long) customers + item, (long) customers + items);
            }
            return item < described
                    ? featureSpace.of(Description.ofItem(input.catalog(), item, settings.words()))
                    : new int[0];
        });
        return new Data(evidence, traitSpace, traits, featureSpace, features);
    }
}
