package dev.weir.router.signal;

import dev.weir.router.signal.Lexicon.Topic;
import java.util.EnumMap;
import java.util.Map;

/** Words and phrases of the lexicon, by what they speak of; the same signals in five languages. */
final class TopicFeatures {

    private static final Lexicon LEXICON = Lexicon.load();
    private static final Map<Topic, String> NAMES = new EnumMap<>(Map.of(
            Topic.DEEP, "reasoning_steps",
            Topic.REPAIR, "earlier_answer_wrong",
            Topic.REASONING, "reasoning",
            Topic.PLANNING, "planning",
            Topic.MATHS, "mathematics",
            Topic.CODE, "code",
            Topic.EXPERT, "expert_field",
            Topic.CONSTRAINT, "constraints",
            Topic.WRITING, "writing",
            Topic.EASY, "everyday_request"));

    private TopicFeatures() {}

    static void addTo(FeatureList features, String text) {
        TextFeatures counts = TextFeatures.of(text, LEXICON);
        double words = Math.max(1, counts.words());
        for (Topic topic : Topic.values()) {
            features.count(NAMES.getOrDefault(topic, "") + ".words", counts.topic(topic));
        }
        features.add("everyday_request.share", counts.topic(Topic.EASY) / words);
        features.add("reasoning_steps.share", counts.topic(Topic.DEEP) / words);
        features.count("steps.listed", counts.listItems());
    }
}
