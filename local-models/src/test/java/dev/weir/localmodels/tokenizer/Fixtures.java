package dev.weir.localmodels.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.localmodels.ChatMessage;
import dev.weir.localmodels.ChatMessage.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code local-models/scripts} recorded. */
final class Fixtures {

    private Fixtures() {}

    static JsonNode json(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static int[] ids(JsonNode recorded) {
        return recorded.get("ids").valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    static List<ChatMessage> conversation(JsonNode recorded) {
        return recorded.get("messages")
                .valueStream()
                .map(turn -> new ChatMessage(
                        Role.valueOf(turn.get(0).asString().toUpperCase(Locale.ROOT)),
                        turn.get(1).asString()))
                .toList();
    }
}
