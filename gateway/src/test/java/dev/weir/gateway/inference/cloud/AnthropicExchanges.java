package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exchanges with Anthropic as they go over the wire, and how tests start them. */
final class AnthropicExchanges {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String QUESTION =
            "{\"model\":\"big-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Jane Doe asks\"}]}";
    static final String ANSWER = """
            {"id":"msg_1","type":"message","role":"assistant","model":"big-model",
             "content":[{"type":"text","text":"Hello "},{"type":"text","text":"Jane"}],
             "stop_reason":"end_turn","stop_sequence":null,
             "usage":{"input_tokens":12,"output_tokens":5,"cache_read_input_tokens":3,"cache_creation_input_tokens":0}}
            """;

    static ObjectNode whole(CloudProviders providers, String body) {
        CloudProvider provider = providers.all().getFirst();
        return ((ChatReply.Whole) provider.complete(ClearedFixture.of(body), false, ClientPresence.UNKNOWN))
                .completion();
    }

    static ChunkStream streamed(CloudProviders providers, String body) {
        CloudProvider provider = providers.all().getFirst();
        return ((ChatReply.Streamed) provider.complete(ClearedFixture.of(body), true, ClientPresence.UNKNOWN)).chunks();
    }

    static List<ObjectNode> drain(ChunkStream chunks) {
        List<ObjectNode> all = new ArrayList<>();
        for (Optional<ObjectNode> next = chunks.next(); next.isPresent(); next = chunks.next()) {
            all.add(next.get());
        }
        return all;
    }

    static JsonNode sent(RecordingUpstream upstream) {
        return JSON.readTree(upstream.requests().getFirst().body());
    }

    static List<String> stream(String stopReason, int pieces) {
        List<String> events = new ArrayList<>();
        events.add("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
                + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"big-model\",\"content\":[],"
                + "\"stop_reason\":null,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":12,\"output_tokens\":1}}}\n\n");
        events.add("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
        events.add("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        for (int piece = 0; piece < pieces; piece++) {
            events.add("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"w" + piece + " \"}}\n\n");
        }
        events.add("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
        events.add("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + stopReason
                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":9}}\n\n");
        events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        return events;
    }

    private AnthropicExchanges() {}
}
