package dev.weir.gateway.inference;

import dev.weir.gateway.cost.Pricing;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;

/**
 * Answers with a cloud model. Thread-safe. Takes nothing but a {@link Cleared} body: there is no other way to the cloud.
 */
public interface CloudProvider {

    /** The model behind it; not available while its circuit breaker is open. */
    Target target();

    /** What policies see of it. Its id is that of {@link #target()}. */
    Facts.Target facts();

    /** The model's name at the provider: what {@code model} must say in a body sent to it. */
    String modelName();

    /**
     * Sends a chat completion request and waits for the answer, or for the first chunk of it. A stream's last chunk
     * carries {@code usage} with empty {@code choices} where the provider reports it.
     *
     * @param body in OpenAI's wire format, with this provider's model name
     * @param client when it leaves, the call ends
     * @throws dev.weir.gateway.error.GatewayException with an upstream code if the provider fails
     */
    ChatReply complete(Cleared body, boolean stream, ClientPresence client);

    /** What its calls can cost. */
    Pricing pricing();
}
