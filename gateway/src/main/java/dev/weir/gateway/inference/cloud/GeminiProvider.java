package dev.weir.gateway.inference.cloud;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;
import io.micrometer.observation.ObservationRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.google.genai.GoogleGenAiChatModel;
import org.springframework.ai.google.genai.GoogleGenAiChatOptions;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * A model behind Gemini's wire format, by Spring AI's {@link GoogleGenAiChatModel}. The cleared body is turned into a
 * prompt and the answer back into OpenAI's format; what has no counterpart is refused. Requests travel over
 * {@link GeminiTransport}, so that limits, cancellation and headers are those of every other provider. Thread-safe.
 */
final class GeminiProvider implements CloudProvider {

    /** The SDK wants a key; the real one is added by the transport. */
    private static final String NO_KEY = "none";

    private final CloudModel model;
    private final ProviderConnection connection;
    private final GeminiPrompts prompts;
    private final InstantSource clock;

    GeminiProvider(CloudModel model, ProviderConnection connection, InstantSource clock) {
        this.model = model;
        this.connection = connection;
        this.prompts = new GeminiPrompts(model);
        this.clock = clock;
    }

    @Override
    public Target target() {
        return model.target(connection.resilience());
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
        Prompt prompt = prompts.from(Json.object(body));
        Optional<String> key = connection.resilience().idempotencyKey();
        return connection
                .resilience()
                .call(client, () -> stream ? streamed(prompt, client, key) : whole(prompt, client, key));
    }

    private ChatReply whole(Prompt prompt, ClientPresence client, Optional<String> key) {
        GeminiTransport transport = new GeminiTransport(connection, UpstreamExchange.Form.WHOLE, client, key);
        try {
            ChatResponse response = chatModel(transport).call(prompt);
            transport.requireEnd();
            return new ChatReply.Whole(GeminiReplies.completion(replies(), response));
        } catch (RuntimeException e) {
            throw transport.failure(e);
        } finally {
            transport.end();
        }
    }

    private ChatReply streamed(Prompt prompt, ClientPresence client, Optional<String> key) {
        GeminiTransport transport = new GeminiTransport(connection, UpstreamExchange.Form.STREAM, client, key);
        return new ChatReply.Streamed(
                GeminiChunkStream.start(chatModel(transport).stream(prompt), transport, replies()));
    }

    private GoogleGenAiChatModel chatModel(GeminiTransport transport) {
        Client sdk = Client.builder()
                .apiKey(NO_KEY)
                .vertexAI(false)
                .clientOptions(ClientOptions.builder()
                        .customHttpClient(transport.httpClient())
                        .build())
                .httpOptions(HttpOptions.builder()
                        .baseUrl(GeminiTransport.NOWHERE)
                        .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                        .build())
                .build();
        return GoogleGenAiChatModel.builder()
                .genAiClient(sdk)
                .options(GoogleGenAiChatOptions.builder().model(model.name()).build())
                .toolCallingManager(ToolCallingManager.builder().build())
                .retryTemplate(new RetryTemplate(RetryPolicy.withMaxRetries(0)))
                .observationRegistry(ObservationRegistry.NOOP)
                .build();
    }

    private CompletionObjects replies() {
        return CompletionObjects.fresh(clock, model.name());
    }
}
