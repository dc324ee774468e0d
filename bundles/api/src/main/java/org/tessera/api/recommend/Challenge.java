// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.recommend;

/**
 * How a challenger does on live questions.
 *
 * @param mode how it is tried
 * @param challenger strategy, or label of one on trial
 * @param champion that answers otherwise
 * @param share of the questions (shadow) or of the customers (canary)
 * @param asked answers the challenger has given
 * @param failed questions it could not answer
 * @param agreement mean share of items that both answers have in common; NaN for a canary
 * @param championP99Ms time below which 99 % of the champion's answers stayed, in milliseconds; NaN where there is none
 * @param challengerP99Ms likewise
 * @param judged answers after which the customer did something
 * @param championHits share of those in which the customer then chose an item the champion had answered; NaN without any
 * @param challengerHits likewise
 * @param low lower end of the 95 % interval of the difference of the two, NaN where there are too few
 * @param high upper end
 * @param running false once it was ended, or withdrawn
 * @param reason why it was withdrawn; empty otherwise
 */
public record Challenge(
        Mode mode,
        String challenger,
        String champion,
        double share,
        long asked,
        long failed,
        double agreement,
        double championP99Ms,
        double challengerP99Ms,
        long judged,
        double championHits,
        double challengerHits,
        double low,
        double high,
        boolean running,
        String reason) {
    /** How a challenger is tried. */
    public enum Mode {
        /** It answers beside the champion; nobody sees its answers. */
        SHADOW,
        /** It answers for some customers, always the same ones. */
        CANARY
    }
}
