package dev.weir.policy.pseudonym;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.detection.Inspection;
import dev.weir.policy.detection.RequestInspector;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replaces what is found in one text, which may be JSON: its form stays as it is then, and surrogates are escaped as deep as
 * they stand. Thread-safe.
 */
public final class Redaction {

    private static final String TEXT = "text";

    private final Pseudonymiser pseudonymiser;
    private final RequestInspector inspector;

    public Redaction(PseudonymKey key, SurrogateFormats formats, RequestInspector inspector) {
        this.pseudonymiser = new Pseudonymiser(key, formats, inspector);
        this.inspector = inspector;
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** The text with its surrogates, {@code entities} of them, looked at once more. */
    public record Redacted(String text, PlaceholderVault vault, List<String> entities) implements Outcome {
        public Redacted {
            entities = List.copyOf(entities);
        }
    }

    /** It can't be vouched for; {@code cause} shows no content. */
    public record Failed(String cause) implements Outcome {}

    /** Replaces and looks again: what the second look finds must be surrogates. */
    public Outcome redact(String text, PseudonymScope scope) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(TEXT, text);
        Inspection inspection = inspector.inspect(body);
        if (!(inspection instanceof Inspection.Complete complete)) {
            return new Failed(inspection instanceof Inspection.Incomplete incomplete ? incomplete.cause() : "");
        }
        Pseudonymised replaced = pseudonymiser.pseudonymise(body, complete, scope);
        String redacted = replaced.body().path(TEXT).stringValue();
        IssuedSurrogates issued = new IssuedSurrogates(replaced.vault());
        Inspection again = inspector.inspect(redacted);
        Stream<Finding> left = again.findings().stream()
                .filter(finding -> !issued.accountFor(redacted, finding.start(), finding.end()));
        String names = left.map(finding -> finding.entity().name()).distinct().collect(Collectors.joining(", "));
        if (!(again instanceof Inspection.Complete) || !names.isEmpty()) {
            return new Failed("a second look still found " + names);
        }
        return new Redacted(redacted, replaced.vault(), replaced.entities());
    }
}
