// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.nio.file.Path;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.measure.Split;

/** How a person wants data to be divided. */
final class Splits {
    private Splits() {}

    /** From {@code --train} with {@code --test} or {@code --negatives}, else from {@code --split} and {@code --share}. */
    static Split of(Invocation call, long seed) {
        Optional<Path> train = call.optionPath("--train");
        Optional<Path> test = call.optionPath("--test");
        Optional<Path> negatives = call.optionPath("--negatives");
        if (test.isPresent() && negatives.isPresent()) {
            throw new TesseraException("--test and --negatives exclude each other", "give one of them");
        }
        if (train.isPresent() != (test.isPresent() || negatives.isPresent())) {
            throw new TesseraException(
                    "--train belongs together with --test or --negatives", "give both files, or neither");
        }
        if (train.isPresent()) {
            return test.<Split>map(file -> new Split.Files(train.get(), file))
                    .or(() -> negatives.map(file -> new Split.Sampled(train.get(), file)))
                    .orElseThrow();
        }
        return ofStore(call, seed);
    }

    /** From {@code --split} and {@code --share}. */
    static Split ofStore(Invocation call, long seed) {
        double share = share(call);
        String how = call.option("--split").orElse("time");
        return switch (how) {
            case "time" -> new Split.ByTime(share);
            case "last" -> new Split.LeaveLastOut();
            case "random" -> new Split.Random(share, seed);
            default -> throw new TesseraException("'" + how + "' is no way to split", "give time, last or random");
        };
    }

    /** From {@code --share}. */
    static double share(Invocation call) {
        return call.number("--share", 0.2, 0.001, 0.999);
    }
}
