package dev.weir.gateway.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The option that says how a policy command prints. */
final class PolicyFormat {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json. Default: table.")
    private OutputFormat value = OutputFormat.TABLE;

    /** Prints one of the two. */
    void print(List<String> lines, JsonNode json, Surroundings surroundings) {
        if (value == OutputFormat.JSON) {
            surroundings.out().println(OutputFormat.json(json));
        } else {
            lines.forEach(surroundings.out()::println);
        }
    }

    static ArrayNode list(Stream<ObjectNode> nodes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        nodes.forEach(list::add);
        return list;
    }
}
