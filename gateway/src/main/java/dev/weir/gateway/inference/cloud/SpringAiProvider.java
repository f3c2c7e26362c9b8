package dev.weir.gateway.inference.cloud;

import com.anthropic.client.AnthropicClientAsyncImpl;
import com.anthropic.client.AnthropicClientImpl;
import com.anthropic.core.ClientOptions;
import com.anthropic.core.LogLevel;
import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * A model behind Anthropic's wire format, by Spring AI's {@link AnthropicChatModel}. The cleared body is turned into a
 * prompt and the answer back into OpenAI's format; what has no counterpart is refused. Requests travel over
 * {@link SdkTransport}, so that limits, cancellation and headers are those of every other provider. Thread-safe.
 */
final class SpringAiProvider implements CloudProvider {

    private final CloudModel model;
    private final ProviderConnection connection;
    private final AnthropicPrompts prompts;
    private final InstantSource clock;

    SpringAiProvider(CloudModel model, ProviderConnection connection, InstantSource clock) {
        this.model = model;
        this.connection = connection;
        this.prompts = new AnthropicPrompts(model);
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
        SdkTransport transport = new SdkTransport(connection, UpstreamExchange.Form.WHOLE, client, key);
        try {
            ChatResponse response = chatModel(transport).call(prompt);
            return new ChatReply.Whole(replies().completion(response));
        } catch (RuntimeException e) {
            throw transport.failure(e);
        } finally {
            transport.end();
        }
    }

    private ChatReply streamed(Prompt prompt, ClientPresence client, Optional<String> key) {
        SdkTransport transport = new SdkTransport(connection, UpstreamExchange.Form.STREAM, client, key);
        return new ChatReply.Streamed(
                AnthropicChunkStream.start(chatModel(transport).stream(prompt), transport, replies()));
    }

    private AnthropicChatModel chatModel(SdkTransport transport) {
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

    private AnthropicReplies replies() {
        return new AnthropicReplies(CompletionObjects.fresh(clock, model.name()));
    }
}
