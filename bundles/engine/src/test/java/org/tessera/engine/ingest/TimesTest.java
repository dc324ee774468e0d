// SPDX-License-Identifier: Apache-2.0
package org.tessera.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tessera.api.TesseraException;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2011-12-09 12:50:00,2011-12-09T12:50:00Z",
        "2011-12-09T12:50,2011-12-09T12:50:00Z",
        "2011-12-09,2011-12-09T00:00:00Z",
        "20111209,2011-12-09T00:00:00Z",
        "2011-12-09T12:50:00.250Z,2011-12-09T12:50:00.250Z",
        "2011-12-09 12:50:00.25,2011-12-09T12:50:00.250Z",
        "2011-12-09T12:50:00+02:00,2011-12-09T10:50:00Z",
        "2011-12-09 12:50:00 +02:00,2011-12-09T10:50:00Z",
        "1323435000,2011-12-09T12:50:00Z",
        "881250949,1997-12-04T15:55:49Z",
        "1323435000000,2011-12-09T12:50:00Z",
        "1960-02-29 00:00:00,1960-02-29T00:00:00Z"
    })
    void usualTimesAreReadWithoutAPattern(String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(new Times(List.of(), ZoneOffset.UTC).parse(text)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2011-02-29",
                "2011-13-01",
                "2011-12-09 24:50:00",
                "2011-12-09 12:5x",
                "09/12/2011",
                "2011/12/09 12:50:00",
                "-1323435000",
                "99999999999999999999",
                "2011-12-09T12:50:00+99:00"
            })
    void whatIsNoTimeIsUnreadable(String text) {
        assertThat(new Times(List.of(), ZoneOffset.UTC).parse(text)).isEqualTo(Times.UNREADABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "dd/MM/yyyy HH:mm,09/12/2011 12:50,2011-12-09T12:50:00Z",
        "M/d/yyyy H:mm,12/9/2011 8:05,2011-12-09T08:05:00Z",
        "d-MMM-yyyy,09-DEC-2011,2011-12-09T00:00:00Z",
        "epoch-seconds,1323435000,2011-12-09T12:50:00Z",
        "epoch-millis,1323435000,1970-01-16T07:37:15Z",
        "yyyy-MM-dd'T'HH:mmXXX,2011-12-09T12:50-05:00,2011-12-09T17:50:00Z"
    })
    void patternsAreFollowed(String pattern, String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(new Times(List.of(pattern), ZoneOffset.UTC).parse(text)))
                .isEqualTo(expected);
    }

    @Test
    void severalPatternsAreTriedInOrderAndDaysThatDoNotExistAreRefused() {
        Times times = new Times(List.of("iso", "dd/MM/yyyy"), ZoneOffset.UTC);

        assertThat(times.parse("2011-12-09")).isEqualTo(times.parse("09/12/2011"));
        assertThat(times.parse("30/02/2011")).isEqualTo(Times.UNREADABLE);
        assertThat(times.parse("30/02/2011")).isEqualTo(Times.UNREADABLE);
    }

    @Test
    void timesWithoutAZoneAreOfTheZoneGiven() {
        Times london = new Times(List.of(), ZoneId.of("Europe/London"));

        assertThat(Instant.ofEpochMilli(london.parse("2011-07-01 12:00:00"))).isEqualTo("2011-07-01T11:00:00Z");
        assertThat(Instant.ofEpochMilli(london.parse("2011-12-01 12:00:00"))).isEqualTo("2011-12-01T12:00:00Z");
    }

    @Test
    void whatIsNoPatternIsSaidToBe() {
        assertThatThrownBy(() -> new Times(List.of("bananas"), ZoneOffset.UTC))
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining("bananas");
    }
}
