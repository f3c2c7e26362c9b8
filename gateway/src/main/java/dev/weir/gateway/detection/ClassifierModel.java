package dev.weir.gateway.detection;

import dev.weir.localmodels.classify.ClassifierManifest;
import dev.weir.localmodels.classify.TokenClassifier;
import dev.weir.policy.detection.EntityModel;
import java.time.Duration;
import java.util.List;

/** The token classifier of {@code local-models} as detection knows models. Thread-safe. */
final class ClassifierModel implements EntityModel {

    private final TokenClassifier classifier;
    private final Duration limit;
    private final String name;

    /** @param limit longest time for one text */
    ClassifierModel(TokenClassifier classifier, Duration limit) {
        this.classifier = classifier;
        this.limit = limit;
        ClassifierManifest manifest = classifier.manifest();
        this.name = manifest.id() + " " + manifest.version();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Span> spans(String text) {
        return classifier.classify(text, limit).stream()
                .map(span -> new Span(span.label(), span.start(), span.end(), span.score()))
                .toList();
    }
}
