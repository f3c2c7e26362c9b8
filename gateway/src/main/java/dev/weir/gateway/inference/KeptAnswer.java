package dev.weir.gateway.inference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A complete answer as its provider gave it. Immutable: everyone who asks gets a copy. */
record KeptAnswer(List<byte[]> objects, boolean streamed) {

    /** Bytes that an object costs beside its text. */
    private static final int AROUND = 64;

    KeptAnswer {
        objects = List.copyOf(objects);
    }

    /** Empty where it didn't stop by itself: it was cut short, filtered, or calls a tool. */
    static Optional<KeptAnswer> of(ObjectNode completion) {
        return AnswerCache.stopped(completion.path("choices"))
                ? Optional.of(new KeptAnswer(List.of(bytes(completion)), false))
                : Optional.empty();
    }

    static Optional<KeptAnswer> of(List<ObjectNode> chunks) {
        Set<Integer> open = new HashSet<>();
        boolean stopped = false;
        for (ObjectNode chunk : chunks) {
            for (JsonNode choice : chunk.path("choices")) {
                int index = choice.path("index").asInt(0);
                switch (choice.path("finish_reason").asString("")) {
                    case "" -> open.add(index);
                    case "stop" -> {
                        open.remove(index);
                        stopped = true;
                    }
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        }
        return stopped && open.isEmpty()
                ? Optional.of(
                        new KeptAnswer(chunks.stream().map(KeptAnswer::bytes).toList(), true))
                : Optional.empty();
    }

    /** In bytes. */
    int size() {
        return objects.stream().mapToInt(json -> json.length + AROUND).sum();
    }

    ChatReply reply() {
        return streamed
                ? new ChatReply.Streamed(new Played(new ArrayDeque<>(objects)))
                : new ChatReply.Whole(object(objects.getFirst()));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(byte[] json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    /** A stream that is there whole. */
    private record Played(Queue<byte[]> left) implements ChunkStream {

        @Override
        public Optional<ObjectNode> next() {
            return Optional.ofNullable(left.poll()).map(KeptAnswer::object);
        }

        @Override
        public void close() {
            left.clear();
        }
    }
}
