// SPDX-License-Identifier: Apache-2.0
package org.tessera.api.strategy;

import org.tessera.api.TesseraException;

/** A setting is unknown, of the wrong type or out of range. */
public final class SettingException extends TesseraException {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * @param setting its name
     * @param message what was given and what was expected
     * @param hint what to do
     */
    public SettingException(String setting, String message, String hint) {
        super("setting " + setting + ": " + message, hint);
        this.setting = setting;
    }

    /** The name of the setting. */
    public String setting() {
        return setting;
    }
}
