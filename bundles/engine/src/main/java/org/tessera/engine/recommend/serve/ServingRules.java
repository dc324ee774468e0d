// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.recommend.serve;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tessera.api.TesseraException;
import org.tessera.api.recommend.Context;

/**
 * The rules of the shop from the configuration. When it changes and a rule cannot be read, the log names the rule and
 * those before stay in force. Safe for many threads.
 */
@Component(service = ServingRules.class, configurationPid = "org.tessera.recommend.rules")
@Designate(ocd = ServingRules.Config.class)
public final class ServingRules {
    private static final Logger LOG = LoggerFactory.getLogger(ServingRules.class);

    private volatile Book book = new Book(List.of(), ZoneId.systemDefault());

    /** What the shop wants of all answers. */
    @ObjectClassDefinition(name = "Rules of recommendations", description = "What the shop wants of all answers.")
    public @interface Config {
        @AttributeDefinition(description = "Rules, such as: boost category=Garden 1.5 from 2026-03-01 to 2026-06-01")
        String[] rules() default {};

        @AttributeDefinition(
                description = "Time zone of dates and hours, such as Europe/London; empty for that of the machine")
        String zone() default "";
    }

    /** @param rules in the order in which they were written */
    private record Book(List<ServingRule> rules, ZoneId zone) {}

    @Activate
    public ServingRules(Config config) {
        configure(config);
    }

    private ServingRules(List<String> rules, ZoneId zone) {
        book = new Book(parse(rules, zone), zone);
    }

    /**
     * Without a framework.
     *
     * @throws TesseraException naming the rule that cannot be read
     */
    public static ServingRules of(ZoneId zone, String... rules) {
        return new ServingRules(List.of(rules), zone);
    }

    @Modified
    void configure(Config config) {
        try {
            book = read(config);
            if (!book.rules().isEmpty()) {
                LOG.info(
                        "{} rules for recommendations are in force",
                        book.rules().size());
            }
        } catch (TesseraException e) {
            LOG.error(
                    "org.tessera.recommend.rules: {}; {}. The {} rules before stay in force",
                    e.getMessage(),
                    e.hint(),
                    book.rules().size());
        }
    }

    /** @throws TesseraException naming the rule that cannot be read, or the zone */
    private static Book read(Config config) {
        ZoneId zone;
        try {
            zone = config.zone().isBlank()
                    ? ZoneId.systemDefault()
                    : ZoneId.of(config.zone().strip());
        } catch (DateTimeException e) {
            throw new TesseraException("'" + config.zone() + "' is no time zone", "write it like Europe/London", e);
        }
        List<String> texts =
                Arrays.stream(config.rules()).filter(text -> !text.isBlank()).toList();
        return new Book(parse(texts, zone), zone);
    }

    private static List<ServingRule> parse(List<String> texts, ZoneId zone) {
        List<ServingRule> rules = new ArrayList<>();
        for (String text : texts) {
            rules.add(RuleParser.parse(rules.size() + 1, text, zone));
        }
        return List.copyOf(rules);
    }

    /** Where dates and hours are read. */
    public ZoneId zone() {
        return book.zone();
    }

    /** Whether there are none at all. */
    public boolean isEmpty() {
        return book.rules().isEmpty();
    }

    /** The rules that hold for a question. */
    public List<ServingRule> holding(long time, int hour, Context context) {
        List<ServingRule> rules = book.rules();
        return rules.isEmpty()
                ? rules
                : rules.stream()
                        .filter(rule -> rule.when().holds(time, hour, context))
                        .toList();
    }
}
