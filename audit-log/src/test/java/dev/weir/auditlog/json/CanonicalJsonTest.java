package dev.weir.auditlog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    /** The example of RFC 8785, section 3.2.2 and 3.2.3. */
    @Test
    void example_ofTheRfc_isWrittenAsThere() {
        String given = """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;

        assertThat(CanonicalJson.text(JsonReader.read(given)))
                .isEqualTo("{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    /** RFC 8785, section 3.2.3: names sort by UTF-16 code units. */
    @Test
    void members_ofAllScripts_areSortedByUtf16() {
        String given = """
                {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5, "\\u0080": 6, "\\u00f6": 7}
                """;

        assertThat(CanonicalJson.text(JsonReader.read(given)))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    /** RFC 8785, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void number_ofTheRfcsTable_isWrittenAsThere(String bits, String written) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.text(new Json.NumberValue(number))).isEqualTo(written);
    }

    @Test
    void number_anyBits_readsBackAsItself() {
        Random random = new Random(7);
        for (int round = 0; round < 100_000; round++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String text = CanonicalJson.text(new Json.NumberValue(number));
                assertThat(Double.parseDouble(text)).as(text).isEqualTo(number == 0 ? 0.0 : number);
            }
        }
    }

    @Test
    void value_ofAnyShape_hasOneForm() {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            Json value = value(random, 0);
            String text = CanonicalJson.text(value);

            assertThat(CanonicalJson.text(JsonReader.read(text))).isEqualTo(text);
        }
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 6)) {
            case 0 -> Json.of(random.nextBoolean());
            case 1 -> new Json.NumberValue(random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
            case 2 -> Json.of(text(random));
            case 3 -> Json.NullValue.NULL;
            case 4 -> {
                List<Json> elements = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    elements.add(value(random, depth + 1));
                }
                yield new Json.ArrayValue(elements);
            }
            default -> {
                Map<String, Json> members = new TreeMap<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    members.put(text(random), value(random, depth + 1));
                }
                yield new Json.ObjectValue(members);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            int point = random.nextInt(0x11_0000);
            text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '\n' : point);
        }
        return text.toString();
    }

    @Test
    void halfOfASurrogatePair_isRefused() {
        assertThatThrownBy(() -> CanonicalJson.text(Json.of("a\ud83d"))).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> CanonicalJson.text(Json.of("\ude00a"))).isInstanceOf(JsonFormatException.class);
    }

    @Test
    void numbersThatADoubleCantHold_areRefused() {
        assertThatThrownBy(() -> Json.of(1L << 53)).isInstanceOf(JsonFormatException.class);
        assertThatThrownBy(() -> JsonReader.read("1e999")).isInstanceOf(JsonFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "tru",
                "nul",
                "'a'",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "1 2",
                "[1}",
                "{1:2}",
                "-",
                "NaN"
            })
    void textThatIsntJson_isRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(JsonFormatException.class);
    }

    @Test
    void nestingWithoutEnd_isRefused() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(JsonFormatException.class);
    }

    @Test
    void bytesThatArentUtf8_areRefused() {
        assertThatThrownBy(() -> JsonReader.read(new byte[] {'"', (byte) 0xff, '"'}))
                .isInstanceOf(JsonFormatException.class);
    }
}
