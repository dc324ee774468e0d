// SPDX-License-Identifier: Apache-2.0
package org.tessera.profile.behaviour;

/** Numbers as exact as a person can use them. */
final class Rounded {
    private Rounded() {}

    static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }
}
