package dev.weir.gateway.inference.cloud;

import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.gateway.inference.cloud.UpstreamExchange.Form;
import dev.weir.policy.Facts;
import dev.weir.policy.outbound.Cleared;
import dev.weir.router.selection.Target;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that is reached through Spring AI and its vendor's SDK. The cleared body is turned into a prompt and the answer back
 * into OpenAI's format; what has no counterpart is refused. Requests travel over an {@link SdkCall}, so that limits,
 * cancellation and headers are those of every other provider. Thread-safe.
 *
 * @param <C> how the vendor's SDK is made to call
 */
abstract class SdkProvider<C extends SdkCall> implements CloudProvider {

    final CloudModel model;
    final ProviderConnection connection;

    private final InstantSource clock;

    SdkProvider(CloudModel model, ProviderConnection connection, InstantSource clock) {
        this.model = model;
        this.connection = connection;
        this.clock = clock;
    }

    abstract Prompt prompt(ObjectNode body);

    abstract C open(Form form, ClientPresence client, Optional<String> idempotencyKey);

    /** Asks and waits for the whole answer. */
    abstract ObjectNode answer(C call, Prompt prompt, CompletionObjects objects);

    abstract Flux<ChatResponse> stream(C call, Prompt prompt);

    /** What the events of one stream become. */
    abstract ChunkMaker chunks(C call, CompletionObjects objects);

    @Override
    public final Target target() {
        return model.target(connection.resilience());
    }

    @Override
    public final Facts.Target facts() {
        return model.facts();
    }

    @Override
    public final String modelName() {
        return model.name();
    }

    @Override
    public final Pricing pricing() {
        return model.pricing();
    }

    @Override
    public final ChatReply complete(Cleared body, boolean stream, ClientPresence client) {
        Prompt prompt = prompt(Json.object(body));
        Optional<String> key = connection.resilience().idempotencyKey();
        return connection
                .resilience()
                .call(client, () -> stream ? streamed(prompt, client, key) : whole(prompt, client, key));
    }

    private ChatReply whole(Prompt prompt, ClientPresence client, Optional<String> key) {
        C call = open(Form.WHOLE, client, key);
        try {
            return new ChatReply.Whole(answer(call, prompt, objects()));
        } catch (RuntimeException e) {
            throw call.failure(e);
        } finally {
            call.end();
        }
    }

    private ChatReply streamed(Prompt prompt, ClientPresence client, Optional<String> key) {
        C call = open(Form.STREAM, client, key);
        CompletionObjects objects = objects();
        return new ChatReply.Streamed(
                SdkChunkStream.start(stream(call, prompt), call, objects.opening(), chunks(call, objects)));
    }

    private CompletionObjects objects() {
        return CompletionObjects.fresh(clock, model.name());
    }
}
