package dev.weir.policy.yaml;

import dev.weir.policy.rules.RoutingSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the section {@code routing}. */
final class RoutingParser {
    static final List<String> KEYS = List.of("quality_floor", "cloud_share");

    private final ProblemLog log;
    private final ValueReader values;

    RoutingParser(ProblemLog log) {
        this.log = log;
        this.values = new ValueReader(log);
    }

    RoutingSettings parse(Node section) {
        return MappingReader.open(section, "routing", KEYS, log)
                .map(reader -> new RoutingSettings(share(reader, "quality_floor"), share(reader, "cloud_share")))
                .orElse(RoutingSettings.DEFAULT);
    }

    private Optional<Double> share(MappingReader reader, String key) {
        return reader.find(key).flatMap(node -> values.number(node, key, 0, 1)).map(BigDecimal::doubleValue);
    }
}
