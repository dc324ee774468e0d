// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.profile;

import java.util.Map;
import java.util.OptionalLong;
import org.tessera.api.profile.Trait;
import org.tessera.api.profile.TraitSink;

/**
 * Takes what one profiler puts, by the place of the trait in the sheet. Values that are none (not finite, empty) leave the
 * trait missing; those of traits that were not declared so are dropped with a complaint. For one thread.
 */
abstract class SheetSink implements TraitSink {
    private final TraitSheet sheet;
    private final ProfilerSlot<?> slot;
    private final Map<String, Integer> places;

    SheetSink(TraitSheet sheet, ProfilerSlot<?> slot) {
        this.sheet = sheet;
        this.slot = slot;
        this.places = sheet.declaredBy(slot);
    }

    abstract void putNumber(int place, double value);

    abstract void putCategory(int place, String value);

    abstract void putTime(int place, long value);

    abstract void putShares(int place, Map<String, Double> value);

    @Override
    public final void number(String trait, double value) {
        int place = place(trait, Trait.Type.NUMBER);
        if (place >= 0 && Double.isFinite(value)) {
            putNumber(place, value);
        }
    }

    @Override
    public final void category(String trait, String value) {
        int place = place(trait, Trait.Type.CATEGORY);
        if (place >= 0 && !value.isBlank()) {
            putCategory(place, value);
        }
    }

    @Override
    public final void time(String trait, long value) {
        int place = place(trait, Trait.Type.TIME);
        if (place >= 0) {
            putTime(place, value);
        }
    }

    @Override
    public final void shares(String trait, Map<String, Double> value) {
        int place = place(trait, Trait.Type.SHARES);
        if (place >= 0 && !value.isEmpty()) {
            putShares(place, value);
        }
    }

    @Override
    public final void text(String trait, String value) {
        Integer place = places.get(trait);
        if (place == null) {
            // An attribute that has arrived since the traits were asked for.
            return;
        }
        switch (sheet.trait(place).type()) {
            case NUMBER -> number(trait, Scalars.number(value));
            case CATEGORY -> category(trait, value.strip());
            case TIME -> {
                OptionalLong time = Scalars.time(value);
                if (time.isPresent()) {
                    putTime(place, time.getAsLong());
                }
            }
            case SHARES -> slot.complain("puts the shares " + trait + " as text");
        }
    }

    private int place(String trait, Trait.Type type) {
        Integer place = places.get(trait);
        if (place == null || sheet.trait(place).type() != type) {
            slot.complain("puts a " + type + " " + trait + " that it did not declare so");
            return -1;
        }
        return place;
    }
}
