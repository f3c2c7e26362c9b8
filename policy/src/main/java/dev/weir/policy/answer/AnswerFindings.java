package dev.weir.policy.answer;

import dev.weir.policy.rules.AnswerAction;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cloud model's answer said of its own: neither put back by restoring nor said by the request. Counts alone, never
 * content.
 *
 * @param looked how much of the answer was inspected
 * @param byEntity number of findings by entity name, sorted
 * @param done the strictest that was done with any of them; {@code NOTE} where there are none
 */
public record AnswerFindings(Looked looked, Map<String, Integer> byEntity, AnswerAction done) {

    /** Nobody looked: an answer of a local model, or none at all. */
    public static final AnswerFindings NOT_INSPECTED = new AnswerFindings(Looked.NOT, Map.of(), AnswerAction.NOTE);

    public AnswerFindings {
        byEntity = Collections.unmodifiableMap(new TreeMap<>(byEntity));
    }

    /** How much of an answer was inspected. */
    public enum Looked {
        /** Nothing. */
        NOT,
        /** Something in it could not be inspected, or it didn't come to its end. */
        PARTLY,
        /** All of it. */
        WHOLE
    }

    /** Number of findings. */
    public int total() {
        return byEntity.values().stream().mapToInt(Integer::intValue).sum();
    }
}
