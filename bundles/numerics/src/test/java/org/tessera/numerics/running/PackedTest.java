// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "127,1", "128,2", "16383,2", "16384,3", "9223372036854775807,9", "-1,10"})
    void numbersTakeAsManyBytesAsTheyNeed(long value, int bytes) {
        byte[] written = Bytes.of(out -> Packed.write(out, value));
        assertThat(written).hasSize(bytes);
        assertThat(Bytes.read(written, Packed::read)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, -64, 64, Long.MAX_VALUE, Long.MIN_VALUE, 1_323_345_600_000L})
    void signedNumbersComeBack(long value) {
        assertThat(Bytes.copy(out -> Packed.writeSigned(out, value), Packed::readSigned))
                .isEqualTo(value);
    }

    @Test
    void smallSignedNumbersAreShort() {
        assertThat(Bytes.of(out -> Packed.writeSigned(out, -64))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "15.30,2", "-15.30,2", "4310.00,3", "0.0001,1", "123.4567,4", "1e12,7", "-1e12,7"})
    void moneyComesBackAndIsShort(double value, int bytes) {
        byte[] written = Bytes.of(out -> Packed.writeFixed(out, Packed.fixed(value)));
        assertThat(Packed.unfixed(Bytes.read(written, Packed::readFixed))).isEqualTo(value);
        assertThat(written).hasSizeLessThanOrEqualTo(bytes);
    }

    @Test
    void sumsOfFixedNumbersAreExactWhereDoublesAreNot() {
        long sum = 0;
        double plain = 0;
        for (int k = 0; k < 10; k++) {
            sum = Packed.fixedSum(sum, Packed.fixed(0.1));
            plain += 0.1;
        }
        assertThat(Packed.unfixed(sum)).isEqualTo(1.0);
        assertThat(plain).isNotEqualTo(1.0);
    }

    @Test
    void hugeValuesAreCutAndStillWritten() {
        long sum = 0;
        for (int k = 0; k < 200; k++) {
            sum = Packed.fixedSum(sum, Packed.fixed(Double.MAX_VALUE));
        }
        long last = sum;
        assertThat(last).isEqualTo(1L << 60);
        assertThat(Bytes.copy(out -> Packed.writeFixed(out, last), Packed::readFixed))
                .isEqualTo(last);
    }

    @Test
    void textComesBack() {
        String text = "Küche & Haushalt 厨房 🍳";
        assertThat(Bytes.copy(out -> Packed.writeText(out, text), Packed::readText))
                .isEqualTo(text);
    }

    @Test
    void damagedBytesAreAnIoException() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) -1);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(endless));
        assertThatThrownBy(() -> Packed.read(in))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ten bytes");

        byte[] large = Bytes.of(out -> Packed.write(out, 1000));
        assertThatThrownBy(() -> Bytes.read(large, data -> Packed.readUpTo(data, 999, "number of days")))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("number of days is 1000, expected 0 to 999");
    }
}
