package dev.weir.gateway.inference.cloud;

import com.anthropic.client.AnthropicClientAsyncImpl;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.LogLevel;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.cloud.UpstreamExchange.Form;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** A model behind Anthropic's wire format, by Spring AI's {@link AnthropicChatModel}. Thread-safe. */
final class AnthropicProvider extends SdkProvider<AnthropicTransport> {

    private final AnthropicPrompts prompts;

    AnthropicProvider(CloudModel model, ProviderConnection connection, InstantSource clock) {
        super(model, connection, clock);
        this.prompts = new AnthropicPrompts(model);
    }

    @Override
    Prompt prompt(ObjectNode body) {
        return prompts.from(body);
    }

    @Override
    AnthropicTransport open(Form form, ClientPresence client, Optional<String> idempotencyKey) {
        return new AnthropicTransport(connection, form, client, idempotencyKey);
    }

    @Override
    ObjectNode answer(AnthropicTransport call, Prompt prompt, CompletionObjects objects) {
        return new AnthropicReplies(objects).completion(chatModel(call).call(prompt));
    }

    @Override
    Flux<ChatResponse> stream(AnthropicTransport call, Prompt prompt) {
        return chatModel(call).stream(prompt);
    }

    @Override
    ChunkMaker chunks(AnthropicTransport call, CompletionObjects objects) {
        return new AnthropicChunks(new AnthropicReplies(objects));
    }

    private AnthropicChatModel chatModel(AnthropicTransport transport) {
        ClientOptions options = ClientOptions.builder()
                .httpClient(transport)
                .baseUrl(connection.baseUrl())
                .maxRetries(0)
                .logLevel(LogLevel.OFF)
                .sleeper(NoSleep.INSTANCE)
                .streamHandlerExecutor(Runnable::run)
                .build();
        return AnthropicChatModel.builder()
                .anthropicClient(new AnthropicClientImpl(options))
                .anthropicClientAsync(new AnthropicClientAsyncImpl(options))
                .options(AnthropicChatOptions.builder().model(model.name()).build())
                .build();
    }
}
