// SPDX-License-Identifier: Apache-2.0
package org.tessera.numerics.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
    private static final Tokenizer ENGLISH = new Tokenizer(true, true);
    private static final Tokenizer PLAIN = new Tokenizer(false, false);

    @Test
    void readsEnglishAndChineseInOneText() {
        assertThat(ENGLISH.terms("The RED lanterns for a garden party 花园红灯笼, size 2.5"))
                .containsExactly("red", "lantern", "garden", "party", "花园", "园红", "红灯", "灯笼", "size", "2.5");
    }

    @Test
    void takesPairsOfCharactersAndSinglesWhereTheyStandAlone() {
        assertThat(PLAIN.terms("茶 tea茶杯")).containsExactly("茶", "tea", "茶杯");
        assertThat(PLAIN.terms("ティーカップ")).containsExactly("ティ", "ィー", "ーカ", "カッ", "ップ");
        assertThat(PLAIN.terms("한국 찻잔")).containsExactly("한국", "찻잔");
        // A character outside the basic plane is one character.
        assertThat(PLAIN.terms("𠮷野家")).containsExactly("𠮷野", "野家");
    }

    @ParameterizedTest
    @CsvSource({
        "CAFÉ, cafe",
        "ＵＳＢ３, usb3",
        "Straße, strasse",
        "Ångström, angstrom",
        "ﬁne, fine",
        "naïve, naive",
        "İstanbul, istanbul",
        "ÖÄÜ, oau"
    })
    void foldsSpellings(String text, String folded) {
        assertThat(Folding.fold(text)).isEqualTo(folded);
        assertThat(Folding.fold(folded)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        "candies, candy",
        "cups, cup",
        "boxes, boxe",
        "glass, glass",
        "bus, bus",
        "gas, gas",
        "shoes, shoes",
        "trees, trees",
        "was, was",
        "movies, movy"
    })
    void takesPluralsOff(String word, String singular) {
        assertThat(EnglishWords.singular(word)).isEqualTo(singular);
    }

    @Test
    void knowsNumbersAndPossessives() {
        assertThat(PLAIN.terms("children's toys, 1,000 pieces. 3.5mm x2"))
                .containsExactly("children", "toys", "1,000", "pieces", "3.5mm", "x2");
        assertThat(PLAIN.terms("it'll rock'n'roll")).containsExactly("it", "ll", "rock", "n", "roll");
    }

    @Test
    void keepsMarksOfOtherScripts() {
        assertThat(PLAIN.terms("हिन्दी चाय")).containsExactly("हिन्दी", "चाय");
        assertThat(PLAIN.terms("чай, ЧАЙ")).containsExactly("чаи", "чаи");
    }

    @Test
    void leavesStopWordsOutOnlyIfAsked() {
        assertThat(PLAIN.terms("The cup and THE saucer")).containsExactly("the", "cup", "and", "the", "saucer");
        assertThat(ENGLISH.terms("The cup and THE saucer")).containsExactly("cup", "saucer");
        assertThat(ENGLISH.terms("")).isEmpty();
        assertThat(ENGLISH.terms(" \t…—!? ")).isEmpty();
    }

    /** Whatever comes: no term is empty or longer than 64, terms are folded, and reading terms again changes nothing. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesAnyText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> pieces =
                List.of("a", "É", "红", "灯", " ", "'s", ".", "1", ",", "ﬁ", "\u0301", "𠮷", "\ud83c", "ー", "S", "-");
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(200); k > 0; k--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            for (String term : PLAIN.terms(text.toString())) {
                assertThat(term).as("seed %d, '%s'", seed, text).isNotEmpty().hasSizeLessThanOrEqualTo(64);
                assertThat(Folding.fold(term)).isEqualTo(term);
            }
        }
    }
}
