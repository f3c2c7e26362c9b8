package dev.weir.gateway.inference;

import dev.weir.router.signal.FinishedAnswer;
import java.util.List;

/** A local model that can answer to the end before anybody sees any of it, and says how sure it was. Thread-safe. */
public interface FinishingBackend extends LocalBackend {

    /** SHA-256 of the model's file, lower-case hexadecimal: what its sureness is worth was learned for one file. */
    String modelHash();

    /**
     * Answers to the end.
     *
     * @param client stops the work when it has left
     * @throws dev.weir.gateway.error.GatewayException if it can't
     */
    Finished finish(ChatRequest request, ClientPresence client);

    /**
     * An answer that is complete and still held back.
     *
     * @param reply in the form that the request asked for; a stream that is already at its end
     * @param choices the same for the judge, one for each choice
     */
    record Finished(ChatReply reply, List<FinishedAnswer> choices) {
        public Finished {
            choices = List.copyOf(choices);
        }
    }
}
