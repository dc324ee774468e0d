// SPDX-License-Identifier: Apache-2.0
/**
 * Segments defined by rules over portraits and behaviour, kept up to date as events arrive.
 *
 * <pre>
 * text ─► Lexer ─► Parser ─► Expression ─► Binder ─► Rule: a closure, and what it has to look at
 *                                 │                   │
 *                              Printer                ▼
 *                                        Evaluation ◄── events of the customers concerned (EventStore)
 *                                           ▲   │  ◄── their traits (SelectedTraits)
 *                            Due ───────────┘   ▼
 *     who is concerned: new events, changed     Membership: members, until when each is sure, movements
 *     events or attributes, time passed             │
 *                                                   ▼
 *                                              RuleArchive: data/rules in the home
 * </pre>
 *
 * <p>Nobody tells this package that an import is over. As with portraits, every question first compares how far each
 * segment is with the extent of the events and catches up. An event is a number; a segment knows the last number and the
 * revision it has seen, so customers with later events or with changed earlier ones are evaluated again from their own
 * events, and nobody else is.
 *
 * <p>Time passes too. While a rule is evaluated for a customer it notes the first moment at which the answer may differ
 * without an event: an event leaves its window, or a number of days reaches its limit. When the portraits' moment gets
 * there, that customer is evaluated again. Traits do not say such a thing. Those that profilers call steady change with
 * the customer's own events and attributes only; a rule over others (days since, windows of calendar days, ranks) is
 * evaluated for everybody when there are new events, or an hour has passed.
 */
@NullMarked
package org.tessera.engine.rule;

import org.jspecify.annotations.NullMarked;
