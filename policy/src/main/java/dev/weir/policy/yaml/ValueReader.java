package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads plain values. YAML 1.1 takes {@code no} for a truth value, {@code 010} for eight and {@code 1:30} for ninety;
 * each of these is refused instead of being understood in a way that its author didn't mean.
 */
final class ValueReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    private static final int MOST_ITEMS = 10_000;
    private static final long MOST_USD = 1_000_000_000;
    private static final int MICRO = 6;

    private final ProblemLog log;

    ValueReader(ProblemLog log) {
        this.log = log;
    }

    /** Text that isn't blank. */
    Optional<String> text(Node node, String what) {
        if (!(node instanceof ScalarNode scalar)) {
            log.add(ProblemCode.WRONG_TYPE, node, what + " must be text", "write a single value");
            return Optional.empty();
        }
        if (!node.getTag().equals(Tag.STR)) {
            boolean truth = node.getTag().equals(Tag.BOOL);
            ProblemCode code = truth ? ProblemCode.BOOLEAN_FOR_TEXT : ProblemCode.WRONG_TYPE;
            String message = what + " must be text, and YAML reads `" + scalar.getValue() + "` as " + kind(node);
            log.add(code, node, message, "put it in quotes");
            return Optional.empty();
        }
        if (scalar.getValue().isBlank()) {
            log.add(ProblemCode.INVALID_VALUE, node, what + " must not be empty", "write something or leave it out");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    /** Text that matches a pattern, which the help describes. */
    Optional<String> text(Node node, String what, Pattern pattern, String help) {
        Optional<String> text = text(node, what);
        if (text.isPresent() && !pattern.matcher(text.get()).matches()) {
            log.add(ProblemCode.INVALID_VALUE, node, what + " can't be `" + text.get() + "`", help);
            return Optional.empty();
        }
        return text;
    }

    /** One of a few words. */
    <T> Optional<T> word(Node node, String what, ProblemCode code, Map<String, T> words) {
        return text(node, what).flatMap(text -> {
            T value = words.get(text);
            if (value == null) {
                log.addUnknown(code, node, "unknown " + what, text, words.keySet());
            }
            return Optional.ofNullable(value);
        });
    }

    /** What is kept of content. */
    Optional<Capture> capture(Node node) {
        return word(node, "capture", ProblemCode.UNKNOWN_WORD, Words.of(Capture.class));
    }

    /** A number from {@code least} to {@code most}. */
    Optional<BigDecimal> number(Node node, String what, long least, long most) {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        boolean isNumber = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        if (!isNumber || !NUMBER.matcher(written).matches()) {
            log.add(ProblemCode.WRONG_TYPE, node, what + " must be a number", "write it like `0.6` or `12`");
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(written);
        if (value.compareTo(BigDecimal.valueOf(least)) < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            String message = what + " can't be `" + written + "`";
            log.add(ProblemCode.INVALID_VALUE, node, message, "it goes from " + least + " to " + most);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    /** A whole number that isn't negative. */
    Optional<Integer> count(Node node, String what) {
        Optional<BigDecimal> number = number(node, what, 0, Integer.MAX_VALUE);
        if (number.isPresent() && number.get().stripTrailingZeros().scale() > 0) {
            log.add(ProblemCode.INVALID_VALUE, node, what + " must be a whole number", "leave the fraction out");
            return Optional.empty();
        }
        return number.map(BigDecimal::intValue);
    }

    Optional<Boolean> truth(Node node, String what) {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return switch (node.getTag().equals(Tag.BOOL) ? written : "") {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                log.add(ProblemCode.WRONG_TYPE, node, what + " must be true or false", "write `true` or `false`");
                yield Optional.empty();
            }
        };
    }

    /** A list's items; none if it isn't a list. One that is too long is reported and cut. */
    List<Node> items(Node node, String what) {
        return itemsUpTo(MOST_ITEMS, node, what);
    }

    private List<Node> all(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        log.add(ProblemCode.WRONG_TYPE, node, what + " must be a list", "write `- item` lines or `[item, item]`");
        return List.of();
    }

    /** A list's items; one that is too long is reported and cut. */
    List<Node> itemsUpTo(int most, Node node, String what) {
        List<Node> items = all(node, what);
        if (items.size() <= most) {
            return items;
        }
        log.add(ProblemCode.TOO_MANY, items.get(most), what + " has more than " + most + " items", "join some of them");
        return items.subList(0, most);
    }

    /** A mapping whose keys are names of the author's own; a key that comes twice is reported. */
    Map<ScalarNode, Node> pairs(Node node, String what) {
        Map<ScalarNode, Node> pairs = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        if (!(node instanceof MappingNode mapping)) {
            log.add(ProblemCode.WRONG_TYPE, node, what + " must be a mapping", "write `name: value` pairs");
            return pairs;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> name = text(tuple.getKeyNode(), "a name in " + what);
            if (name.isPresent() && !seen.add(name.get())) {
                String message = "the key `" + name.get() + "` is there twice";
                log.add(ProblemCode.DUPLICATE_KEY, tuple.getKeyNode(), message, "keep one of them");
            } else if (name.isPresent() && tuple.getKeyNode() instanceof ScalarNode key) {
                pairs.put(key, tuple.getValueNode());
            }
        }
        return pairs;
    }

    /** An amount of money that is a number of USD, in micro-USD. */
    Optional<Long> usd(Node node, String what) {
        Optional<BigDecimal> amount = number(node, what, 0, MOST_USD).map(it -> it.movePointRight(MICRO));
        if (amount.isPresent() && amount.get().stripTrailingZeros().scale() > 0) {
            log.add(ProblemCode.INVALID_VALUE, node, what + " has too many decimals", "six at most");
            return Optional.empty();
        }
        return amount.map(BigDecimal::longValue);
    }

    /** A list of text. */
    List<String> texts(Node node, String what) {
        return items(node, what).stream()
                .flatMap(item -> text(item, what).stream())
                .toList();
    }

    void unknown(ProblemCode code, Node node, String what, String name, Collection<String> known) {
        log.addUnknown(code, node, "unknown " + what, name, known);
    }

    private static String kind(Node node) {
        Map<Tag, String> kinds = Map.of(
                Tag.BOOL, "a truth value",
                Tag.NULL, "nothing",
                Tag.TIMESTAMP, "a date",
                Tag.INT, "a number",
                Tag.FLOAT, "a number");
        return kinds.getOrDefault(node.getTag(), "something else");
    }
}
