package dev.weir.policy.detection;

import dev.weir.policy.detection.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Inspects every string, key and number of a JSON document, whatever its shape. What is too deep, too large or makes a
 * recogniser fail leaves the inspection incomplete. A finding in a number covers the number as a whole. A model, if the
 * registry has one, comes after all rules; when it fails, the inspection is incomplete with all that rules found.
 * Thread-safe.
 */
public final class RequestInspector {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_NODES = 2_000_000;
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;
    private static final int MIN_KEY = 5;

    private final LeafInspector leaves;
    private final Optional<ModelRecogniser> model;

    public RequestInspector(RecogniserRegistry registry) {
        this(new LeafInspector(registry), registry.modelRecogniser());
    }

    private RequestInspector(LeafInspector leaves, Optional<ModelRecogniser> model) {
        this.leaves = leaves;
        this.model = model;
    }

    /**
     * This inspector for a second look, at what was replaced in part. Surrogates are no words that a model knows, and
     * make it see names where it saw none before; so it is heard only where it is sure.
     */
    public RequestInspector secondLook() {
        return new RequestInspector(leaves, model.map(ModelRecogniser::whereSure));
    }

    /** An inspector with the recognisers that are in use where nobody chose. */
    public static RequestInspector standard() {
        return new RequestInspector(RecogniserRegistry.standard());
    }

    /** Inspects a request body. Never throws on account of the body. */
    public Inspection inspect(JsonNode body) {
        return inspected(model, walk -> walk.visit(body, JsonPath.ROOT, "", 0));
    }

    /** Inspects text that stands by itself. Never throws on account of the text. */
    public Inspection inspect(String text) {
        return inspected(model, walk -> walk.add(leaves.inspect("", text), JsonPath.ROOT, false));
    }

    /**
     * Inspects JSON as the text that goes on the wire, without taking it apart: a second look that shares nothing with
     * the first one's walk, and asks rules alone. Names and values of different members meet here, so matches that lean
     * on context mislead; their scores are below 0.8.
     */
    public Inspection inspectRaw(String json) {
        return inspected(Optional.empty(), walk -> walk.add(leaves.inspectRaw(json), JsonPath.ROOT, false));
    }

    private Inspection inspected(Optional<ModelRecogniser> asked, Consumer<Walk> visit) {
        var walk = new Walk(new ModelPass(asked));
        Optional<String> cause = problem(() -> visit.accept(walk));
        if (cause.isEmpty()) {
            cause = problem(walk.pass::judge);
        }
        Optional<String> unsettled = problem(walk.pass::settle);
        List<Finding> findings = walk.findings;
        return cause.or(() -> unsettled)
                .<Inspection>map(why -> new Inspection.Incomplete(findings, why))
                .orElseGet(() -> new Inspection.Complete(findings));
    }

    private static Optional<String> problem(Runnable step) {
        try {
            step.run();
            return Optional.empty();
        } catch (UninspectableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The message may quote the text, so only the type is told.
            return Optional.of("inspection failed with " + e.getClass().getSimpleName());
        }
    }

    /** One walk through one document. Not thread-safe. */
    private final class Walk {
        private final ModelPass pass;
        private final List<Finding> findings = new ArrayList<>();
        private final KnownSpans known = new KnownSpans();
        private int nodes;
        private long characters;

        Walk(ModelPass pass) {
            this.pass = pass;
        }

        void visit(JsonNode node, JsonPath path, String key, int depth) {
            check(depth);
            if (node.isString()) {
                visitText(node.stringValue(), path, key);
            } else if (node.isNumber()) {
                visitNumber(node, path, key);
            } else if (node.isObject()) {
                node.properties().forEach(member -> {
                    visitKey(member.getKey(), path.to(member.getKey()));
                    visit(member.getValue(), path.to(member.getKey()), member.getKey(), depth + 1);
                });
            } else if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    visit(node.get(i), path.to(i), key, depth + 1);
                }
                TextParts.of(node).forEach(joined -> visitJoined(joined, path, key));
            } else if (!node.isNull() && !node.isBoolean()) {
                throw new UninspectableException("a node of type " + node.getNodeType() + " can't be inspected");
            }
        }

        private void check(int depth) {
            if (depth > MAX_DEPTH) {
                throw new UninspectableException("nested more than " + MAX_DEPTH + " levels deep");
            }
            if (++nodes > MAX_NODES) {
                throw new UninspectableException("more than " + MAX_NODES + " values");
            }
            if (characters > MAX_CHARACTERS) {
                throw new UninspectableException("more than " + MAX_CHARACTERS + " characters");
            }
        }

        private void visitText(String text, JsonPath path, String key) {
            characters += text.length();
            add(leaves.inspect(KeyContext.of(key), text), path, false);
        }

        private void visitKey(String key, JsonPath path) {
            characters += key.length();
            if (key.length() >= MIN_KEY) {
                add(leaves.inspect("", key), path, true);
            }
        }

        private void visitNumber(JsonNode number, JsonPath path, String key) {
            String digits = NumberText.of(number);
            if (!digits.isEmpty()) {
                pass.add(
                        leaves.inspect(KeyContext.of(key), digits),
                        matches -> matches.stream()
                                .limit(1)
                                .forEach(match -> found(List.of(match.at(0, digits.length())), path, false)));
            }
        }

        /** What one part says may give away what stands in the next, so also what isn't cut is looked at again. */
        private void visitJoined(TextParts.Joined joined, JsonPath path, String key) {
            LeafInspector.Inspected whole = leaves.inspect(KeyContext.of(key), joined.text());
            var inspected = new LeafInspector.Inspected(whole.matches(), joined.seams(), whole.names());
            pass.add(
                    inspected,
                    matches -> matches.forEach(match -> joined.parts().forEach(part -> addShare(match, part, path))));
        }

        /** A value cut in two is a finding in each part. */
        private void addShare(Match match, TextParts.Part part, JsonPath path) {
            int start = Math.max(match.start(), part.joinedAt());
            int end = Math.min(match.end(), part.joinedEnd());
            if (start < end) {
                int shift = part.from() - part.joinedAt();
                JsonPath text = path.to(part.index()).to("text");
                if (!known.cover(text.pointer(), start + shift, end + shift)) {
                    found(List.of(match.at(start + shift, end + shift)), text, false);
                }
            }
        }

        void add(LeafInspector.Inspected inspected, JsonPath path, boolean isKey) {
            pass.add(inspected, matches -> found(matches, path, isKey));
        }

        private void found(List<Match> matches, JsonPath path, boolean isKey) {
            if (matches.isEmpty()) {
                return;
            }
            var place = new Place(path.pointer(), isKey);
            for (Match m : matches) {
                var finding = new Finding(
                        m.entity(),
                        place,
                        m.start(),
                        m.end(),
                        m.score(),
                        m.recogniser(),
                        m.explanation(),
                        m.alternatives());
                findings.add(finding);
                known.add(finding);
            }
        }
    }
}
