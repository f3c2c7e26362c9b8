package dev.weir.policy.testing;

import dev.weir.policy.Capture;
import dev.weir.policy.Effect;
import dev.weir.policy.Facts;
import dev.weir.policy.Preference;
import dev.weir.policy.Sensitivity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case: what is asked, and what the policy must say.
 *
 * @param line where it starts in the policy file, from 1
 * @param facts the facts; what the detector finds in {@code texts} is added to their findings
 * @param texts text of a request for the detector; may be empty
 * @param answer what a cloud model answers
 */
public record PolicyTestCase(
        String name, int line, Facts facts, List<String> texts, Optional<String> answer, Expectation expect) {
    public PolicyTestCase {
        texts = List.copyOf(texts);
    }

    /**
     * What must come out. What is left empty is not checked.
     *
     * @param rules ids of exactly the rules that set the effect, in any order
     * @param targets effects of these cloud targets among the facts; of others nothing is expected
     * @param answer what is done with the answer
     * @param capture what is kept of the content
     */
    public record Expectation(
            Optional<Effect> effect,
            Optional<Preference> preference,
            Optional<Sensitivity> sensitivity,
            Optional<List<String>> rules,
            Map<String, Effect> targets,
            Optional<AnswerVerdict> answer,
            Optional<Capture> capture) {
        public Expectation {
            rules = rules.map(List::copyOf);
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        }
    }

    /** The strictest that is done with what an answer says of its own. */
    public enum AnswerVerdict {
        /** It says nothing of its own. */
        NONE,
        NOTE,
        MASK,
        BLOCK
    }
}
