// SPDX-License-Identifier: Apache-2.0
package org.tessera.deploy;

/** Why a jar is not used, in words for a person. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Rejection(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
