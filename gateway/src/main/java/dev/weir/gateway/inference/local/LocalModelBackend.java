package dev.weir.gateway.inference.local;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.FinishingBackend;
import dev.weir.localmodels.ChatTemplateException;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.ModelDescription;
import dev.weir.localmodels.PromptTooLongException;
import dev.weir.localmodels.QueueFullException;
import dev.weir.localmodels.TokenIds;
import dev.weir.router.selection.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Answers chat completions with a model loaded into this process. Thread-safe.
 *
 * <p>Several choices ({@code n}) are several generations at once, with consecutive seeds. The model's owner closes it;
 * this class does not.
 */
public final class LocalModelBackend implements FinishingBackend {

    private static final Duration QUEUE_RETRY = Duration.ofSeconds(1);

    /** The likeliest token and the next: what a margin takes. */
    private static final int FOR_THE_JUDGE = 2;

    private final LocalModel model;
    private final GenerationRequests requests;
    private final InstantSource clock;

    public LocalModelBackend(LocalModel model, LocalAnswerDefaults defaults, InstantSource clock) {
        this.model = model;
        this.requests = new GenerationRequests(model.description(), defaults);
        this.clock = clock;
    }

    @Override
    public Target target() {
        ModelDescription description = model.description();
        return new Target(
                description.id().value(),
                Target.Lane.LOCAL,
                description.contextWindow(),
                Set.of(Target.Capability.LOGPROBS),
                true);
    }

    @Override
    public int countTokens(ChatRequest request) {
        return prompt(request).size();
    }

    @Override
    public ChatReply complete(ChatRequest request, ClientPresence client) {
        TokenIds prompt = prompt(request);
        EventReader events = new EventReader(start(requests.forChoices(request, prompt)));
        client.onGone(events::close);
        boolean handedOver = false;
        try {
            CompletionWriter writer = writer(request);
            if (request.stream()) {
                LocalChunkStream stream = LocalChunkStream.start(events, writer, request.choices());
                handedOver = true;
                return new ChatReply.Streamed(stream);
            }
            return new ChatReply.Whole(WholeAnswer.gather(events, writer, request.choices()));
        } finally {
            if (!handedOver) {
                events.close();
            }
        }
    }

    @Override
    public String modelHash() {
        return model.description().sha256();
    }

    @Override
    public Finished finish(ChatRequest request, ClientPresence client) {
        int asked = request.topLogprobs().orElse(0);
        List<GenerationRequest> wanted = requests.forChoices(request, prompt(request)).stream()
                .map(one -> new GenerationRequest(
                        one.prompt(),
                        one.sampling(),
                        one.stop(),
                        one.maxTokens(),
                        new LogprobRequest.PerToken(Math.max(FOR_THE_JUDGE, asked))))
                .toList();
        HeldBack held;
        try (EventReader events = new EventReader(start(wanted))) {
            client.onGone(events::close);
            held = HeldBack.read(events, request.choices());
        }
        EventReader again = new EventReader(held.again(request.topLogprobs()));
        CompletionWriter writer = writer(request);
        ChatReply reply = request.stream()
                ? new ChatReply.Streamed(LocalChunkStream.start(again, writer, request.choices()))
                : new ChatReply.Whole(WholeAnswer.gather(again, writer, request.choices()));
        return new Finished(reply, held.answers(request.choices()));
    }

    private TokenIds prompt(ChatRequest request) {
        try {
            return model.prompt(GenerationRequests.conversation(request));
        } catch (ChatTemplateException _) {
            // The template's own words could quote the conversation, so they stay behind.
            throw GatewayException.about(
                    "messages",
                    GatewayErrorCode.INVALID_REQUEST,
                    "the chat template of `" + model.description().id() + "` cannot render this conversation;"
                            + " check the order and the roles of its messages");
        }
    }

    private ChoiceEvents start(List<GenerationRequest> wanted) {
        List<Generation> started = new ArrayList<>();
        try {
            for (GenerationRequest one : wanted) {
                started.add(model.generate(one));
            }
        } catch (PromptTooLongException _) {
            started.forEach(Generation::close);
            throw requests.tooLong(wanted.getFirst().prompt().size());
        } catch (QueueFullException e) {
            started.forEach(Generation::close);
            throw GatewayException.causedBy(
                            e, GatewayErrorCode.OVERLOADED, "the local model's queue is full; try again shortly")
                    .after(QUEUE_RETRY);
        } catch (RuntimeException e) {
            started.forEach(Generation::close);
            throw e;
        }
        return started.size() == 1 ? new SingleChoice(started.getFirst()) : MergedChoices.of(started);
    }

    private CompletionWriter writer(ChatRequest request) {
        ModelDescription description = model.description();
        String hash = description.sha256();
        return new CompletionWriter(
                "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
                clock.instant().getEpochSecond(),
                description.id().value(),
                "weir_" + hash.substring(0, Math.min(10, hash.length())),
                request.topLogprobs().isPresent());
    }
}
