package dev.weir.gateway.inference;

import dev.weir.gateway.security.Caller;
import java.util.List;

/** Answers chat requests: what the wire API needs of the pipeline. Thread-safe. */
public interface ChatGateway {

    /**
     * Decides about a request and answers it. Returns once the answer is there, or the first chunk of a streamed one;
     * a failure before that is an exception, a later one comes from {@link ChunkStream#next()}.
     *
     * @param requestId the {@code x-request-id} of this request
     * @param client whether the client still waits; queued or running work is cancelled when it has left. Threads are
     *     not interrupted: an interrupt inside H2's file access would close the database
     * @throws RefusedException if the request is refused after its decision was recorded
     * @throws dev.weir.gateway.error.GatewayException if it fails before that
     */
    PipelineReply answer(Caller caller, String requestId, ChatRequest request, ClientPresence client);

    /** The models that a client may name, routed names and aliases included. */
    List<ListedModel> models();
}
