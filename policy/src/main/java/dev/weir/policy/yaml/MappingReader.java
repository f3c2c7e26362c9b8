package dev.weir.policy.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A mapping with a fixed set of keys. Reports keys that are unknown, repeated or missing. */
final class MappingReader {
    private final MappingNode node;
    private final String what;
    private final ProblemLog log;
    private final Map<String, Node> values = new HashMap<>();

    private MappingReader(MappingNode node, String what, ProblemLog log) {
        this.node = node;
        this.what = what;
        this.log = log;
    }

    /** Opens a node that must be a mapping of these keys; anything else is reported. */
    static Optional<MappingReader> open(Node node, String what, List<String> keys, ProblemLog log) {
        if (!(node instanceof MappingNode mapping)) {
            log.add(ProblemCode.WRONG_TYPE, node, what + " must be a mapping", "write `key: value` pairs");
            return Optional.empty();
        }
        MappingReader reader = new MappingReader(mapping, what, log);
        mapping.getValue().forEach(tuple -> reader.accept(tuple, keys));
        return Optional.of(reader);
    }

    private void accept(NodeTuple tuple, List<String> keys) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            log.add(ProblemCode.WRONG_TYPE, tuple.getKeyNode(), "a key must be a word", "see the schema");
            return;
        }
        if (!keys.contains(key.getValue())) {
            log.addUnknown(ProblemCode.UNKNOWN_KEY, key, "unknown key", key.getValue(), keys);
        } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
            String message = "the key `" + key.getValue() + "` is there twice";
            log.add(ProblemCode.DUPLICATE_KEY, key, message, "keep one of them");
        }
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of a key that must be there. */
    Optional<Node> require(String key) {
        Optional<Node> value = find(key);
        if (value.isEmpty()) {
            log.add(ProblemCode.MISSING_KEY, node, what + " lacks the key `" + key + "`", "add it");
        }
        return value;
    }

    Node node() {
        return node;
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }
}
