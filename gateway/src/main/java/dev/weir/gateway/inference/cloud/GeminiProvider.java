package dev.weir.gateway.inference.cloud;

import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.cloud.UpstreamExchange.Form;
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
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/** A model behind Gemini's wire format, by Spring AI's {@link GoogleGenAiChatModel}. Thread-safe. */
final class GeminiProvider extends SdkProvider<GeminiTransport> {

    /** The SDK wants a key; the real one is added by the transport. */
    private static final String NO_KEY = "none";

    private final GeminiPrompts prompts;

    GeminiProvider(CloudModel model, ProviderConnection connection, InstantSource clock) {
        super(model, connection, clock);
        this.prompts = new GeminiPrompts(model);
    }

    @Override
    Prompt prompt(ObjectNode body) {
        return prompts.from(body);
    }

    @Override
    GeminiTransport open(Form form, ClientPresence client, Optional<String> idempotencyKey) {
        return new GeminiTransport(connection, form, client, idempotencyKey);
    }

    @Override
    ObjectNode answer(GeminiTransport call, Prompt prompt, CompletionObjects objects) {
        ChatResponse response = chatModel(call).call(prompt);
        call.requireEnd();
        return GeminiReplies.completion(objects, response);
    }

    /** Read on a thread of its own, since Google's SDK blocks while it waits. */
    @Override
    Flux<ChatResponse> stream(GeminiTransport call, Prompt prompt) {
        return chatModel(call).stream(prompt)
                .subscribeOn(Schedulers.fromExecutor(
                        task -> Thread.ofVirtual().name("upstream-gemini").start(task), true));
    }

    @Override
    ChunkMaker chunks(GeminiTransport call, CompletionObjects objects) {
        return new GeminiChunks(call, objects);
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
}
