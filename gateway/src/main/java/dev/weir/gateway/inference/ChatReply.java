package dev.weir.gateway.inference;

import tools.jackson.databind.node.ObjectNode;

/** An answer in OpenAI's wire format, without Weir's headers. */
public sealed interface ChatReply {

    /** A whole {@code chat.completion} object. */
    record Whole(ObjectNode completion) implements ChatReply {}

    /** A stream of {@code chat.completion.chunk} objects. The receiver closes it. */
    record Streamed(ChunkStream chunks) implements ChatReply {}
}
