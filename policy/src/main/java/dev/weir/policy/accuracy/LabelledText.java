package dev.weir.policy.accuracy;

import java.util.List;
import java.util.Set;

/**
 * A text whose spans somebody has labelled.
 *
 * @param source the corpus it belongs to
 * @param scope the labels that this text judges; empty for all that its corpus uses
 * @param spans gold spans in the order given
 */
public record LabelledText(String id, String text, String source, Set<String> scope, List<LabelledSpan> spans) {
    public LabelledText {
        scope = Set.copyOf(scope);
        spans = List.copyOf(spans);
    }

    /** Length in code points, the unit of spans. */
    int length() {
        return text.codePointCount(0, text.length());
    }
}
