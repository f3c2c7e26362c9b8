package dev.weir.gateway.inference;

import dev.weir.router.selection.Target;

/** Answers with a model on this machine. Thread-safe. */
public interface LocalBackend {

    /** The model behind it, and whether it is loaded now. */
    Target target();

    /** Tokens of the rendered prompt. */
    int countTokens(ChatRequest request);

    /**
     * Answers. A stream's last chunk always carries {@code usage} with empty {@code choices}; the pipeline drops it
     * where the client didn't ask.
     *
     * @param client stops the work when it has left
     * @throws dev.weir.gateway.error.GatewayException if it can't
     */
    ChatReply complete(ChatRequest request, ClientPresence client);
}
