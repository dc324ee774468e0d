// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend;

import java.util.ArrayList;
import java.util.List;
import org.tessera.api.data.ItemCatalog;
import org.tessera.api.recommend.Reason;
import org.tessera.api.recommend.Recommendation.Why;

/** Puts reasons into words. */
final class ReasonTexts {
    private static final int SHOWN = 5;

    private ReasonTexts() {}

    /** The weightiest reasons in words; what is left is added up, so that the weights still make the score. */
    static List<Why> of(List<Reason> reasons, ItemCatalog catalog) {
        List<Why> texts = new ArrayList<>();
        double rest = 0;
        int left = 0;
        for (int k = 0; k < reasons.size(); k++) {
            Reason reason = reasons.get(k);
            if (k < SHOWN || reasons.size() == SHOWN + 1) {
                texts.add(new Why(reason.kind(), text(reason, catalog), reason.weight()));
            } else {
                rest += reason.weight();
                left++;
            }
        }
        if (left > 0) {
            texts.add(new Why(Reason.OTHERS, left + " more reasons", rest));
        }
        return texts;
    }

    private static String text(Reason reason, ItemCatalog catalog) {
        String detail = reason.detail();
        return switch (reason.kind()) {
            case Reason.ITEM -> "goes with " + name(reason.item(), catalog);
            case Reason.CATEGORY -> "likes " + detail;
            case Reason.CUSTOMERS ->
                detail.isEmpty()
                        ? "chosen by customers like this one"
                        : "chosen by " + detail + " customers like this one";
            case Reason.POPULARITY -> detail.isEmpty() ? "popular" : "popular with " + detail + " customers";
            default -> detail.isEmpty() ? reason.kind() : detail;
        };
    }

    private static String name(int item, ItemCatalog catalog) {
        return item >= 0 && item < catalog.size() ? catalog.name(item) : "an earlier item";
    }
}
