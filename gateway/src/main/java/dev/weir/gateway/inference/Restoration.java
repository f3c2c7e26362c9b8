package dev.weir.gateway.inference;

import dev.weir.policy.pseudonym.ChunkRestorer;
import dev.weir.policy.pseudonym.PlaceholderVault;
import dev.weir.policy.pseudonym.Restorer;
import dev.weir.policy.pseudonym.TextForm;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import tools.jackson.databind.node.ObjectNode;

/** Puts back into an answer what its pseudonyms stand for. */
final class Restoration {

    private final PlaceholderVault vault;
    private final TextForm contentForm;

    private Restoration(PlaceholderVault vault, TextForm contentForm) {
        this.vault = vault;
        this.contentForm = contentForm;
    }

    /** Values go into structured output escaped, into anything else as they are. */
    static Restoration of(PlaceholderVault vault, ChatRequest request) {
        boolean json = request.needs().contains("response_format");
        return new Restoration(vault, json ? TextForm.JSON : TextForm.PLAIN);
    }

    ChatReply restore(ChatReply reply) {
        if (vault.isEmpty()) {
            return reply;
        }
        return switch (reply) {
            case ChatReply.Whole whole -> new ChatReply.Whole(new Restorer(vault).restore(whole.completion()));
            case ChatReply.Streamed streamed ->
                new ChatReply.Streamed(new RestoredStream(streamed.chunks(), new ChunkRestorer(vault, contentForm)));
        };
    }

    /** A chunk that comes in may come out as none, one or several. */
    private static final class RestoredStream implements ChunkStream {

        private final ChunkStream chunks;
        private final ChunkRestorer restorer;
        private final Queue<ObjectNode> ready = new ArrayDeque<>();
        private boolean ended;

        RestoredStream(ChunkStream chunks, ChunkRestorer restorer) {
            this.chunks = chunks;
            this.restorer = restorer;
        }

        @Override
        public Optional<ObjectNode> next() {
            while (ready.isEmpty() && !ended) {
                Optional<ObjectNode> chunk = chunks.next();
                ended = chunk.isEmpty();
                ready.addAll(chunk.map(restorer::accept).orElseGet(restorer::finish));
            }
            return Optional.ofNullable(ready.poll());
        }

        @Override
        public void close() {
            chunks.close();
        }
    }
}
