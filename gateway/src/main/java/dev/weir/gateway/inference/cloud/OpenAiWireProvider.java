package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model behind OpenAI's wire format: OpenAI, Azure OpenAI's v1, OpenRouter, vLLM, Ollama and so on. The cleared bytes
 * go out as they are and the answer comes back with every field it has. Thread-safe.
 */
final class OpenAiWireProvider implements CloudProvider {

    private final CloudModel model;
    private final URI address;
    private final Optional<Secret> key;
    private final UpstreamClient client;
    private final CloudResilience resilience;
    private final UpstreamErrors errors;

    OpenAiWireProvider(CloudModel model, ProviderConnection connection) {
        this.model = model;
        this.address = URI.create(connection.baseUrl() + "/chat/completions");
        this.key = connection.key();
        this.client = connection.client();
        this.resilience = connection.resilience();
        this.errors = connection.errors();
    }

    @Override
    public Target target() {
        return model.target(resilience);
    }

    @Override
    public Facts.Target facts() {
        return model.facts();
    }

    @Override
    public String modelName() {
        return model.name();
    }

    @Override
    public Pricing pricing() {
        return model.pricing();
    }

    @Override
    public ChatReply complete(Cleared body, boolean stream, ClientPresence client) {
        byte[] json = body.json();
        Map<String, String> headers = headers(stream);
        return resilience.call(client, () -> send(json, headers, stream, client));
    }

    private ChatReply send(byte[] json, Map<String, String> headers, boolean stream, ClientPresence presence) {
        UpstreamExchange exchange = client.post(
                address, headers, json, stream ? UpstreamExchange.Form.STREAM : UpstreamExchange.Form.WHOLE, presence);
        try {
            errors.check(exchange);
            return stream ? OpenAiAnswers.streamed(exchange) : OpenAiAnswers.whole(exchange);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    private Map<String, String> headers(boolean stream) {
        Map<String, String> headers = new HashMap<>();
        headers.put("accept", stream ? "text/event-stream" : "application/json");
        key.ifPresent(secret -> headers.put("authorization", "Bearer " + secret.reveal()));
        resilience.idempotencyKey().ifPresent(fresh -> headers.put("idempotency-key", fresh));
        return headers;
    }
}
