// SPDX-License-Identifier: Apache-2.0
package org.tessera.shell;

import java.util.Map;
import java.util.Optional;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Boost;
import org.tessera.api.recommend.Bought;
import org.tessera.api.recommend.ItemFilter;
import org.tessera.api.recommend.RecommendationRequest;

/** The options of commands that ask for recommendations. */
final class RequestOptions {
    private RequestOptions() {}

    /** Adds them to the description of a command. */
    static Command.Builder describe(Command.Builder command) {
        return command.option("-n", "N", "how many, 10 unless given")
                .option("--strategy", "NAME", "ask this one instead of the one that serves")
                .flag("--why", "say why")
                .options("--categories", "A,B,…", "only items of these categories")
                .options("--not-categories", "A,B,…", "no items of these categories")
                .option("--price", "FROM..TO", "only items of such a price; 5.. and ..20 are open to one side")
                .flag("--in-stock", "only items whose attribute stock, where they have one, is at least 1")
                .option("--min-margin", "SHARE", "only items that earn this share of their price, such as 0.1")
                .options("--boost", "TARGET=FACTOR,…", "multiply scores: an item's id or category:NAME, and a factor")
                .options("--pin", "ITEM=PLACE,…", "put an item at a place, from 1")
                .option("--max-per-category", "N", "at most so many items of one category")
                .options("--exclude", "A,B,…", "items to leave out")
                .options("--candidates", "A,B,…", "nothing but these items")
                .option("--bought", "POLICY", "bought items: exclude, after:DAYS, or consumables")
                .options("--basket", "A,B,…", "items in the basket, in order")
                .option("--country", "NAME", "the customer's attribute country, whatever is known")
                .options("--attributes", "NAME=VALUE,…", "other attributes of the customer, whatever is known")
                .option("--hour", "N", "hour of the day, 0 to 23, else the present one")
                .option("--diversity", "SHARE", "how much it counts that items differ, 0 to 0.99")
                .option("--calibrate", "SHARE", "how much it counts that categories are as in the history, 0 to 0.99")
                .option("--explore", "SHARE", "share of places that are given to chance and noted, 0 to 1");
    }

    /** Reads them, all but those the caller takes care of: the customer and the segment. */
    static RecommendationRequest.Builder read(Invocation call, RecommendationRequest.Builder request) {
        request.n(call.integer("-n", 10, 1, RecommendationRequest.MOST))
                .why(call.flag("--why") || call.json())
                .filter(filter(call))
                .exclusions(call.list("--exclude"))
                .basket(call.list("--basket"));
        call.option("--strategy").ifPresent(request::strategy);
        if (!call.options("--candidates").isEmpty()) {
            request.candidates(call.list("--candidates"));
        }
        call.option("--bought").map(RequestOptions::bought).ifPresent(request::bought);
        call.assignments("--boost").forEach((target, factor) -> request.boost(boost(target, factor)));
        call.assignments("--pin").forEach((item, place) -> request.pin(item, whole("--pin " + item, place)));
        if (call.option("--max-per-category").isPresent()) {
            request.perCategory(call.integer("--max-per-category", 1, 1, RecommendationRequest.MOST));
        }
        call.option("--country").ifPresent(country -> request.attribute("country", country));
        for (Map.Entry<String, String> attribute :
                call.assignments("--attributes").entrySet()) {
            request.attribute(attribute.getKey(), attribute.getValue());
        }
        if (call.option("--hour").isPresent()) {
            request.hour(call.integer("--hour", 0, 0, 23));
        }
        share(call, "--diversity", 0.99).ifPresent(request::diversity);
        share(call, "--calibrate", 0.99).ifPresent(request::calibration);
        share(call, "--explore", 1).ifPresent(request::exploration);
        return request;
    }

    private static Optional<Double> share(Invocation call, String option, double highest) {
        return call.option(option).isEmpty() ? Optional.empty() : Optional.of(call.number(option, 0, 0, highest));
    }

    private static ItemFilter filter(Invocation call) {
        double lowest = Double.NaN;
        double highest = Double.NaN;
        Optional<String> range = call.option("--price");
        if (range.isPresent()) {
            int dots = range.get().indexOf("..");
            if (dots < 0) {
                throw new TesseraException("--price is \"" + range.get() + "\"", "write it like 5..20, 5.. or ..20");
            }
            lowest = price(range.get().substring(0, dots));
            highest = price(range.get().substring(dots + 2));
        }
        double margin = call.option("--min-margin").isEmpty() ? Double.NaN : call.number("--min-margin", 0, -1e9, 1);
        return new ItemFilter(
                call.list("--categories"),
                call.list("--not-categories"),
                lowest,
                highest,
                call.flag("--in-stock"),
                margin);
    }

    private static double price(String text) {
        return text.isBlank() ? Double.NaN : number("--price", text.strip());
    }

    private static Boost boost(String target, String factor) {
        boolean category = target.startsWith("category:");
        return new Boost(
                category ? Boost.Kind.CATEGORY : Boost.Kind.ITEM,
                category ? target.substring("category:".length()) : target,
                number("--boost " + target, factor));
    }

    private static Bought bought(String text) {
        return switch (text) {
            case "exclude" -> Bought.exclude();
            case "consumables" -> Bought.consumables();
            default -> {
                if (!text.startsWith("after:")) {
                    throw new TesseraException(
                            "--bought is \"" + text + "\"",
                            "write exclude, after:DAYS such as after:90, or consumables");
                }
                yield Bought.after(whole("--bought", text.substring("after:".length())));
            }
        };
    }

    private static double number(String what, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TesseraException(what + " is \"" + text + "\"", "give a number", e);
        }
    }

    private static int whole(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new TesseraException(what + " is \"" + text + "\"", "give a whole number", e);
        }
    }
}
