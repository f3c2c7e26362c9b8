package dev.weir.policy.yaml;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Makes YAML nodes and writes them so that the loader reads the same values back. */
final class YamlWriter {
    private YamlWriter() {}

    /** A mapping under construction; keys come out in the order in which they went in. */
    static final class Entries {
        private final List<NodeTuple> tuples = new ArrayList<>();

        Entries put(String key, Node value) {
            tuples.add(new NodeTuple(text(key), value));
            return this;
        }

        boolean isEmpty() {
            return tuples.isEmpty();
        }

        /** One entry a line. */
        Node block() {
            return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }

        /** All on one line. */
        Node flow() {
            return new MappingNode(Tag.MAP, tuples, FlowStyle.FLOW);
        }
    }

    static Node text(String value) {
        return new ScalarNode(Tag.STR, value, null, null, style(value));
    }

    /** A number as the loader takes it: without an exponent. */
    static Node number(BigDecimal value) {
        String written = value.toPlainString();
        return plain(written.contains(".") ? Tag.FLOAT : Tag.INT, written);
    }

    static Node number(long value) {
        return plain(Tag.INT, Long.toString(value));
    }

    static Node truth(boolean value) {
        return plain(Tag.BOOL, Boolean.toString(value));
    }

    private static Node plain(Tag tag, String written) {
        return new ScalarNode(tag, written, null, null, ScalarStyle.PLAIN);
    }

    static Node list(List<Node> items) {
        return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    static Node texts(List<String> items) {
        return new SequenceNode(Tag.SEQ, items.stream().map(YamlWriter::text).toList(), FlowStyle.FLOW);
    }

    static String write(Node root) {
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(root, out);
        return HiddenCharacters.escaped(out.toString());
    }

    /** Plain where that is safe, which the emitter finds out; lines of their own where they would come back as they are. */
    private static ScalarStyle style(String value) {
        boolean odd = value.codePoints().anyMatch(c -> c != '\n' && !isPlain(c));
        if (odd) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        if (!value.contains("\n")) {
            return ScalarStyle.PLAIN;
        }
        boolean paragraphs =
                !value.startsWith(" ") && value.lines().noneMatch(line -> line.isBlank() || line.endsWith(" "));
        return paragraphs ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    }

    private static boolean isPlain(int character) {
        return character == ' '
                || switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }
}
