package dev.weir.gateway.inference.local;

import static dev.weir.gateway.inference.local.LocalModelBackendTest.backend;
import static dev.weir.gateway.inference.local.LocalModelBackendTest.end;
import static dev.weir.gateway.inference.local.LocalModelBackendTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationEvent.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LocalChunkStreamTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static ChunkStream stream(ScriptedModel model, ChatRequests request) {
        return ((ChatReply.Streamed) backend(model).complete(request.streamed().build(), ClientPresence.UNKNOWN))
                .chunks();
    }

    private static List<ObjectNode> drain(ChunkStream chunks) {
        List<ObjectNode> all = new ArrayList<>();
        for (Optional<ObjectNode> next = chunks.next(); next.isPresent(); next = chunks.next()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void next_oneChoice_openingPiecesClosingUsage() {
        ScriptedModel model = ScriptedModel.playing(text("Hel"), text(""), text("lo"), end(FinishReason.STOP, 3));

        List<ObjectNode> chunks;
        try (ChunkStream stream = stream(model, ChatRequests.asking("hi"))) {
            chunks = drain(stream);
        }

        assertThat(chunks.stream().map(chunk -> chunk.path("choices")))
                .containsExactly(
                        choices("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"),
                        choices("{\"content\":\"Hel\"}", "null"),
                        choices("{\"content\":\"lo\"}", "null"),
                        choices("{}", "\"stop\""),
                        JSON.readTree("[]"));
        assertThat(chunks.getLast().path("usage").path("total_tokens").asInt()).isEqualTo(10);
        assertThat(chunks.stream().map(chunk -> chunk.path("id")).distinct()).hasSize(1);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asString()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.has("error")).isFalse();
        });
        assertThat(chunks.subList(0, 4)).noneMatch(chunk -> chunk.has("usage"));
    }

    private static JsonNode choices(String delta, String finishReason) {
        return JSON.readTree(
                "[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}]");
    }

    @Test
    void next_severalChoices_eachWholeByItsIndexAndOneUsage() {
        ScriptedModel model = ScriptedModel.playing(text("a"), text("b"), text("c"), end(FinishReason.LENGTH, 3));
        ChatRequests request = ChatRequests.asking("hi");
        request.choices = 4;

        List<ObjectNode> chunks;
        try (ChunkStream stream = stream(model, request)) {
            chunks = drain(stream);
        }

        for (int index = 0; index < 4; index++) {
            assertThat(textOf(chunks, index)).isEqualTo("abc");
            assertThat(finishReasons(chunks, index)).containsExactly("length");
        }
        assertThat(chunks.stream().filter(chunk -> chunk.has("usage"))).hasSize(1);
        assertThat(chunks.getLast().path("usage").path("completion_tokens").asInt())
                .isEqualTo(12);
    }

    private static String textOf(List<ObjectNode> chunks, int index) {
        StringBuilder text = new StringBuilder();
        choicesOf(chunks, index)
                .forEach(choice ->
                        text.append(choice.path("delta").path("content").asString("")));
        return text.toString();
    }

    private static List<String> finishReasons(List<ObjectNode> chunks, int index) {
        return choicesOf(chunks, index).stream()
                .map(choice -> choice.path("finish_reason"))
                .filter(reason -> !reason.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    private static List<JsonNode> choicesOf(List<ObjectNode> chunks, int index) {
        return chunks.stream()
                .flatMap(chunk -> chunk.path("choices").valueStream())
                .filter(choice -> choice.path("index").asInt() == index)
                .toList();
    }

    @Test
    void next_failsAfterTheFirstToken_throwsAndClosesAll() {
        ScriptedModel model = ScriptedModel.playing(text("Hel"), new GenerationEvent.Failed("out of memory"));
        ChatRequests request = ChatRequests.asking("hi");
        request.choices = 2;

        try (ChunkStream stream = stream(model, request)) {
            assertThatThrownBy(() -> drain(stream))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("could not finish");
        }
        assertThat(model.generations)
                .hasSize(2)
                .allSatisfy(generation -> assertThat(generation.closed).isTrue());
    }

    @Test
    void close_beforeTheEnd_everyGenerationCancelled() {
        ScriptedModel model = ScriptedModel.playing(text("Hel"));
        ChatRequests request = ChatRequests.asking("hi");
        request.choices = 3;

        ChunkStream stream = stream(model, request);
        stream.close();
        stream.close();

        assertThat(model.generations)
                .hasSize(3)
                .allSatisfy(generation -> assertThat(generation.closed).isTrue());
    }
}
