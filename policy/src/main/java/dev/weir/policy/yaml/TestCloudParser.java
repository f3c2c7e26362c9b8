package dev.weir.policy.yaml;

import dev.weir.policy.Facts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Reads what a test case says of the cloud: its targets and what has been spent there. */
final class TestCloudParser {
    static final List<String> TARGET_KEYS = List.of("id", "provider", "region");
    static final List<String> SPEND_KEYS = List.of("key", "team", "gateway");
    static final List<String> AMOUNT_KEYS = List.of("hour", "day", "month");

    private final ProblemLog log;
    private final ValueReader values;

    TestCloudParser(ProblemLog log) {
        this.log = log;
        this.values = new ValueReader(log);
    }

    /** Spending in USD; what is left out is nothing. */
    Optional<Facts.Spend> spend(Node node) {
        return MappingReader.open(node, "spend", SPEND_KEYS, log)
                .map(reader ->
                        new Facts.Spend(amounts(reader, "key"), amounts(reader, "team"), amounts(reader, "gateway")));
    }

    private Facts.Spend.Amounts amounts(MappingReader spend, String scope) {
        Optional<MappingReader> reader =
                spend.find(scope).flatMap(node -> MappingReader.open(node, "spend of a " + scope, AMOUNT_KEYS, log));
        return new Facts.Spend.Amounts(amount(reader, "hour"), amount(reader, "day"), amount(reader, "month"));
    }

    private long amount(Optional<MappingReader> reader, String period) {
        return reader.flatMap(it -> it.find(period))
                .flatMap(node -> values.usd(node, period))
                .orElse(0L);
    }

    List<Facts.Target> targets(Node node) {
        List<Facts.Target> targets = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node item : values.items(node, "targets")) {
            Optional<MappingReader> reader = MappingReader.open(item, "target", TARGET_KEYS, log);
            Optional<Node> idNode = reader.flatMap(it -> it.require("id"));
            Optional<String> id = idNode.flatMap(it -> values.text(it, "id"));
            if (id.isPresent() && !ids.add(id.get())) {
                String message = "two targets are called `" + id.get() + "`";
                log.add(ProblemCode.DUPLICATE_NAME, idNode.orElse(item), message, "keep one of them");
            } else if (id.isPresent()) {
                targets.add(new Facts.Target(
                        id.get(), text(reader, "provider", "cloud"), text(reader, "region", "unknown")));
            }
        }
        return targets;
    }

    private String text(Optional<MappingReader> reader, String key, String otherwise) {
        return reader.flatMap(it -> it.find(key))
                .flatMap(node -> values.text(node, key))
                .orElse(otherwise);
    }
}
