package dev.weir.gateway.leak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every place of a request at which text can stand, from the schema: each string, each member of free-form objects, and in
 * each object a member that the schema doesn't know, once as its name and once as its value. Each shape holds what its
 * place requires and nothing else.
 */
final class RequestShapes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String UNKNOWN = "x_unknown";

    private final JsonNode schemas = load();
    private final List<Shape> shapes = new ArrayList<>();
    private final Set<String> onPath = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final boolean everyPath;

    private RequestShapes(boolean everyPath) {
        this.everyPath = everyPath;
    }

    /**
     * The shapes of a request schema.
     *
     * @param everyPath whether a schema is gone through wherever it is referred to, or once
     */
    static List<Shape> of(String schema, boolean everyPath) {
        RequestShapes builder = new RequestShapes(everyPath);
        builder.walk(NODES.objectNode().put("$ref", schema), "", value -> value);
        return builder.shapes;
    }

    private static JsonNode load() {
        try (InputStream in = RequestShapes.class.getResourceAsStream("openai-requests.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void walk(JsonNode schema, String place, UnaryOperator<JsonNode> around) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            if ((everyPath || done.add(reference)) && onPath.add(reference)) {
                walk(schemas.path(reference), place, around);
                onPath.remove(reference);
            }
            return;
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            int alternative = 0;
            for (JsonNode one : schema.path(choice)) {
                walk(one, place + (one.has("$ref") ? "" : "|" + alternative), around);
                alternative++;
            }
        }
        if (schema.has("allOf") || isObject(schema)) {
            object(merged(schema), place, around);
        } else if (schema.has("items")) {
            walk(
                    schema.path("items"),
                    place + "/0",
                    value -> around.apply(NODES.arrayNode().add(value)));
        } else if (isText(schema)) {
            plant(place, around.apply(NODES.stringNode(Shape.MARK)));
        }
    }

    private static boolean isObject(JsonNode schema) {
        return schema.has("properties") || schema.path("type").toString().contains("\"object\"");
    }

    private static boolean isText(JsonNode schema) {
        boolean untyped = !schema.has("type") && !schema.has("oneOf") && !schema.has("anyOf");
        return untyped || schema.path("type").toString().contains("\"string\"");
    }

    private void object(Members members, String place, UnaryOperator<JsonNode> around) {
        members.properties.forEach((name, schema) -> {
            ObjectNode siblings = required(members, name);
            walk(
                    schema,
                    place + "/" + name,
                    value -> around.apply(siblings.deepCopy().set(name, value)));
        });
        ObjectNode siblings = required(members, "");
        UnaryOperator<JsonNode> unknown =
                value -> around.apply(siblings.deepCopy().set(UNKNOWN, value));
        plant(place + "/" + UNKNOWN, unknown.apply(NODES.stringNode(Shape.MARK)));
        plant(place + "/(key)", around.apply(siblings.deepCopy().put(Shape.MARK, "x")));
        if (members.properties.isEmpty()) {
            for (String inner : List.of(
                    "{'type':'object','properties':{'q':{'type':'string','description':'%'}}}",
                    "{'type':'object','properties':{'q':{'enum':['a','%']}}}",
                    "{'type':'object','properties':{'%':{'type':'string'}}}",
                    "{'type':'object','required':['%'],'default':{'q':['%']}}")) {
                String json = inner.replace('\'', '"').replace("%", Shape.MARK);
                plant(place + "/" + inner, around.apply(JsonMapper.shared().readTree(json)));
            }
        }
    }

    private void plant(String place, JsonNode body) {
        if (body instanceof ObjectNode object) {
            shapes.add(new Shape(place, object));
        }
    }

    private ObjectNode required(Members members, String except) {
        ObjectNode object = NODES.objectNode();
        members.required.stream()
                .filter(name -> !name.equals(except) && members.properties.containsKey(name))
                .forEach(name -> object.set(name, least(Objects.requireNonNull(members.properties.get(name)), 0)));
        return object;
    }

    /** The least that a schema takes. */
    private JsonNode least(JsonNode schema, int depth) {
        if (depth > 12) {
            return NODES.objectNode();
        }
        if (schema.has("$ref")) {
            return least(schemas.path(schema.path("$ref").stringValue()), depth + 1);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return least(schema.path(choice).path(0), depth + 1);
            }
        }
        if (schema.has("const") || schema.has("enum")) {
            return schema.has("const")
                    ? schema.path("const")
                    : schema.path("enum").path(0);
        }
        if (schema.has("allOf") || isObject(schema)) {
            Members members = merged(schema);
            ObjectNode object = NODES.objectNode();
            members.required.stream()
                    .filter(members.properties::containsKey)
                    .forEach(name ->
                            object.set(name, least(Objects.requireNonNull(members.properties.get(name)), depth + 1)));
            return object;
        }
        if (schema.has("items")) {
            ArrayNode array = NODES.arrayNode();
            return array.add(least(schema.path("items"), depth + 1));
        }
        String type = schema.path("type").toString();
        return type.contains("integer") || type.contains("number")
                ? NODES.numberNode(1)
                : type.contains("boolean") ? NODES.booleanNode(false) : NODES.stringNode("x");
    }

    private record Members(Map<String, JsonNode> properties, Set<String> required) {}

    private Members merged(JsonNode schema) {
        Members members = new Members(new LinkedHashMap<>(), new HashSet<>());
        merge(schema, members);
        return members;
    }

    private void merge(JsonNode schema, Members into) {
        JsonNode resolved =
                schema.has("$ref") ? schemas.path(schema.path("$ref").stringValue()) : schema;
        resolved.path("allOf").forEach(part -> merge(part, into));
        resolved.path("properties").properties().forEach(p -> into.properties.put(p.getKey(), p.getValue()));
        resolved.path("required").forEach(name -> into.required.add(name.stringValue()));
    }
}
