package dev.weir.policy.pseudonym;

import java.util.ArrayList;
import java.util.List;

/**
 * Choices that look random and are the same each time: drawn from a keyed hash over fields and a counter. Not
 * thread-safe.
 */
final class KeyedChoice {

    private final PseudonymKey key;
    private final List<String> fields;
    private byte[] block = {};
    private int used;
    private int blocks;

    KeyedChoice(PseudonymKey key, List<String> fields) {
        this.key = key;
        this.fields = List.copyOf(fields);
    }

    /** A number in {@code 0..bound-1}. Bounds are small, so that the bias of a remainder doesn't matter. */
    int below(int bound) {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            value = value << 8 | next();
        }
        return value % bound;
    }

    char digit() {
        return (char) ('0' + below(10));
    }

    String digits(int count) {
        var digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(digit());
        }
        return digits.toString();
    }

    private int next() {
        if (used == block.length) {
            var numbered = new ArrayList<>(fields);
            numbered.add(Integer.toString(blocks++));
            block = key.mac(numbered);
            used = 0;
        }
        return block[used++] & 0xFF;
    }
}
