package dev.weir.policy.yaml;

import dev.weir.policy.rules.RuleEffect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A policy file in which single values can be exchanged; everything around them stays as its author wrote it. Immutable
 * and thread-safe.
 */
public final class EditablePolicy {

    /** What can be exchanged. */
    public enum Part {
        CONDITION,
        EFFECT,
        LEVEL,
        DEFAULT,
        ANSWER,
        CAPTURE
    }

    /**
     * A value.
     *
     * @param owner the rule's id, {@code sensitivity:} and a level, {@code answers:} and a name, {@code default}, or {@code capture}
     * @param value as read: an effect as {@link RuleEffect#written()} gives it, anything else as it is
     * @param start first code point in the file
     * @param end one past the last
     */
    public record Place(Part part, String owner, SourcePosition position, String value, int start, int end) {}

    private final int[] text;
    private final ProblemLog log;
    private final List<Place> places = new ArrayList<>();

    private EditablePolicy(String file, String text) {
        this.text = text.codePoints().toArray();
        this.log = new ProblemLog(file);
    }

    /** The values of a file; empty unless it is YAML. Parts that are no part of a policy are passed over. */
    public static Optional<EditablePolicy> of(String file, byte[] content) {
        String decoded = new String(content, StandardCharsets.UTF_8);
        String text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
        EditablePolicy policy = new EditablePolicy(file, text);
        Optional<Node> root = new YamlReader(policy.log).read(text);
        root.ifPresent(policy::readPolicy);
        return root.map(_ -> policy);
    }

    /** All values, in the order of the file. */
    public List<Place> places() {
        return List.copyOf(places);
    }

    /** The file with another value at one place, which may change the lines that follow. */
    public byte[] with(Place place, String value) {
        String written = switch (place.part()) {
            case CONDITION -> quoted(value);
            case EFFECT, DEFAULT -> value.contains(":") ? "{" + value + "}" : value;
            case LEVEL, ANSWER, CAPTURE -> value;
        };
        String changed =
                new String(text, 0, place.start()) + written + new String(text, place.end(), text.length - place.end());
        return changed.getBytes(StandardCharsets.UTF_8);
    }

    private void readPolicy(Node root) {
        value(root, "default").ifPresent(node -> add(Part.DEFAULT, "default", node));
        items(root, "sensitivity").forEach(level -> {
            String owner =
                    "sensitivity:" + value(level, "level").map(this::read).orElse("");
            value(level, "level").ifPresent(node -> add(Part.LEVEL, owner, node));
            value(level, "when").ifPresent(node -> add(Part.CONDITION, owner, node));
        });
        items(root, "rules").forEach(rule -> {
            String owner = value(rule, "id").map(this::read).orElse("");
            value(rule, "when").ifPresent(node -> add(Part.CONDITION, owner, node));
            value(rule, "effect").ifPresent(node -> add(Part.EFFECT, owner, node));
            value(rule, "capture").ifPresent(node -> add(Part.CAPTURE, owner, node));
        });
        value(root, "capture").ifPresent(node -> add(Part.CAPTURE, "capture", node));
        if (value(root, "answers").orElse(null) instanceof MappingNode answers) {
            answers.getValue()
                    .forEach(tuple -> add(Part.ANSWER, "answers:" + read(tuple.getKeyNode()), tuple.getValueNode()));
        }
    }

    private void add(Part part, String owner, Node node) {
        int start = node.getStartMark().getIndex();
        int end = Math.min(end(node), text.length);
        while (end > start && Character.isWhitespace(text[end - 1])) {
            end--;
        }
        places.add(new Place(part, owner, log.position(node.getStartMark()), read(node), start, end));
    }

    /** A block mapping ends where the next thing starts, which would take what is between with it. */
    private static int end(Node node) {
        return node instanceof MappingNode mapping
                        && mapping.getFlowStyle() == FlowStyle.BLOCK
                        && !mapping.getValue().isEmpty()
                ? end(mapping.getValue().getLast().getValueNode())
                : node.getEndMark().getIndex();
    }

    private String read(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue();
            case MappingNode mapping
            when mapping.getValue().size() == 1 -> {
                NodeTuple only = mapping.getValue().getFirst();
                yield read(only.getKeyNode()) + ": " + read(only.getValueNode());
            }
            default -> "";
        };
    }

    private static List<Node> items(Node root, String key) {
        return value(root, key)
                .map(node -> node instanceof SequenceNode list ? list.getValue() : List.<Node>of())
                .orElse(List.of());
    }

    private static Optional<Node> value(Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(character -> {
            if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
            } else if (Character.isISOControl(character)) {
                quoted.append(String.format("\\u%04x", character));
            } else {
                quoted.appendCodePoint(character);
            }
        });
        return quoted.append('"').toString();
    }
}
