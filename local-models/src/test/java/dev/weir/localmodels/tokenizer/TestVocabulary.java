package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.tokenizer.Vocabulary.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vocabularies of control tokens alone. */
final class TestVocabulary {

    private TestVocabulary() {}

    static ControlTokens controlTokens(String... texts) {
        Map<String, Integer> ids = new HashMap<>();
        for (String text : texts) {
            ids.put(text, ids.size());
        }
        return new ControlTokens(
                new Vocabulary(List.of(texts), Collections.nCopies(texts.length, Kind.CONTROL), ids, List.of()));
    }
}
