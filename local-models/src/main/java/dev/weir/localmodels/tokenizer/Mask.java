package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.ChatTemplateException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps untrusted text from being read as control tokens while a template carries it along: characters where a control
 * token starts, or could start once the template adds to the text, are replaced by private ones that occur nowhere else,
 * and put back once control tokens have been found. Lengths stay as they are, and ordinary text is not touched at all.
 *
 * <p>Belongs to one rendering and one thread.
 */
final class Mask {

    private static final char FIRST = '\uE000';
    private static final char LAST = '\uF8FF';

    private final ControlTokens controlTokens;
    private final BitSet taken = new BitSet();
    private final Map<Character, Character> standIns = new HashMap<>();
    private final Map<Character, Character> originals = new HashMap<>();

    /**
     * @param texts everything that takes part in the rendering, so that no stand-in occurs in it
     */
    Mask(ControlTokens controlTokens, List<String> texts) {
        this.controlTokens = controlTokens;
        texts.forEach(text ->
                text.chars().filter(symbol -> symbol >= FIRST && symbol <= LAST).forEach(taken::set));
    }

    String hide(String text) {
        BitSet hazards = controlTokens.hazards(text);
        if (hazards.isEmpty()) {
            return text;
        }
        char[] symbols = text.toCharArray();
        hazards.stream().forEach(at -> symbols[at] = standInOf(symbols[at]));
        return new String(symbols);
    }

    String reveal(String text) {
        if (originals.isEmpty()) {
            return text;
        }
        char[] symbols = text.toCharArray();
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = originals.getOrDefault(symbols[i], symbols[i]);
        }
        return new String(symbols);
    }

    private char standInOf(char original) {
        return standIns.computeIfAbsent(original, _ -> {
            int free = taken.nextClearBit(FIRST);
            if (free > LAST) {
                throw new ChatTemplateException(
                        "the conversation uses every private character there is, so that none is left "
                                + "to keep its text apart from control tokens");
            }
            taken.set(free);
            originals.put((char) free, original);
            return (char) free;
        });
    }
}
