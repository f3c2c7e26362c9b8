package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.DecisionEntry;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.RecordedDecision;
import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.budget.BudgetsOfTest;
import dev.weir.gateway.cost.Pricing;
import dev.weir.gateway.cost.TestPrices;
import dev.weir.gateway.difficulty.LearnedDifficulty;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.policy.CurrentPolicy;
import dev.weir.gateway.policy.Detectors;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.security.Caller;
import dev.weir.policy.Facts;
import dev.weir.policy.injection.Injection;
import dev.weir.policy.outbound.Cleared;
import dev.weir.policy.pseudonym.PseudonymKey;
import dev.weir.policy.pseudonym.Pseudonymiser;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.DifficultyModelFile;
import dev.weir.router.model.TextEmbedder;
import dev.weir.router.selection.Target;
import dev.weir.router.selection.Target.Lane;
import dev.weir.router.signal.FinishedAnswer;
import dev.weir.router.signal.LanguageGuess;
import dev.weir.router.signal.TokenCertainty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pipeline with everything real but its ports: what happens at them is kept in the order in which it happened. */
final class PipelineFixture implements DecisionLog {

    /** What happened, in order: {@code decision}, {@code durable}, {@code cloud}, {@code local}, {@code outcome}. */
    final List<String> events = new ArrayList<>();

    final List<DecisionEntry> decisions = new CopyOnWriteArrayList<>();
    final List<OutcomeEntry> outcomes = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ContentsOfTest contents = new ContentsOfTest();
    Detectors detectors = Detectors.SHIPPED;
    final BudgetsOfTest budgets = new BudgetsOfTest();
    AnswerCache cache = AnswerCache.of(
            new CacheProperties(CacheProperties.Mode.OFF, Duration.ofMinutes(1), DataSize.ofMegabytes(1), 1),
            Optional.empty(),
            System::nanoTime);
    private int lastDecision;
    Optional<Facts.Spend> spend = Optional.empty();
    Optional<PolicyInForce> shadow = Optional.empty();
    ShadowLog differences = new ShadowLogOfTest();

    @Nullable
    ShadowTrial trial;

    /** How many texts were embedded. */
    int embedded;

    /** What knows how hard prompts are; answers of the local model can be judged where it has a judge of them. */
    DifficultyModel difficultyModel = DifficultyModelFile.bundled();

    /** How sure the local model is of each token of its answers: a logarithm. */
    double sureness = -0.01;

    Optional<GatewayErrorCode> localBroken = Optional.empty();

    Pseudonymiser pseudonymiser = new Pseudonymiser(PseudonymKey.of(new byte[32]));
    Injection injection = Injection.bundled();

    HedgeProperties hedge = HedgeProperties.OFF;
    boolean fallBackToCloud = true;
    boolean fallBackToLocal = true;
    boolean spendBroken;
    boolean logBroken;
    boolean cloudBroken;

    /** The cloud models there are; each can be broken on its own. */
    List<? extends CloudProvider> clouds = List.of(new Cloud("big", "sky"));

    PipelineReply ask(String policy, String question) {
        return ask(pipeline(policy), question);
    }

    PipelineReply ask(ChatPipeline pipeline, String question) {
        return ask(pipeline, "key-1", question);
    }

    PipelineReply ask(ChatPipeline pipeline, String key, String question) {
        return pipeline.answer(new Caller(key, "web", false), "req_1", request(question), ClientPresence.UNKNOWN);
    }

    /** Waits until the policy in the shadow was tried on everything, and gives what came of it. */
    ShadowCounts trialled() {
        ShadowTrial last = Objects.requireNonNull(trial);
        last.close();
        return last.counts();
    }

    ChatPipeline pipeline(String policy) {
        PolicyInForce inForce = policy(policy, 1, detectors);
        ModelsProperties properties = new ModelsProperties(Map.of(), fallBackToCloud, fallBackToLocal, 256);
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        ModelDirectory models =
                new ModelDirectory(List.of(new Local()), List.copyOf(clouds), properties, Instant.EPOCH);
        Departure departure = new Departure(pseudonymiser);
        Navigator navigator = new Navigator(models, departure, properties, meters);
        LearnedDifficulty difficulty = LearnedDifficulty.of(difficultyModel, Optional.of(new Counted()), "tiny");
        trial = new ShadowTrial(() -> shadow, navigator, differences, (_, _, _) -> spend(), clock);
        ContentCapture capture = new ContentCapture(contents);
        return new ChatPipeline(
                new Observer(difficulty, new LanguageGuess(), models, injection),
                new CurrentPolicy(inForce),
                navigator,
                new LocalTrial(difficulty, navigator),
                this,
                trial,
                (_, _, _) -> spend(),
                new DecisionRecorder(this, navigator, new CostControl(budgets, models), cache, capture),
                new Hedging(hedge, models, meters),
                cache,
                capture,
                models,
                clock,
                () -> "dec_" + ++lastDecision);
    }

    static PolicyInForce policy(String text, int number) {
        return policy(text, number, Detectors.SHIPPED);
    }

    private static PolicyInForce policy(String text, int number, Detectors detectors) {
        if (!(PolicyLoader.standard().load("test.yaml", text.getBytes(StandardCharsets.UTF_8))
                instanceof PolicyLoading.Loaded loaded)) {
            throw new IllegalArgumentException("the test's policy is not valid");
        }
        return detectors.join(loaded.policy(), number);
    }

    /** An embedder that counts its work; every text means the same to it. */
    private final class Counted implements TextEmbedder {

        @Override
        public String id() {
            return DifficultyModelFile.bundled().embedder();
        }

        @Override
        public float[] embed(String text) {
            embedded++;
            float[] vector = new float[384];
            vector[0] = 1;
            return vector;
        }
    }

    private Optional<Facts.Spend> spend() {
        if (spendBroken) {
            throw new IllegalStateException("nobody may ask");
        }
        return spend;
    }

    static ChatRequest request(String question) {
        return request(question, "auto");
    }

    static ChatRequest request(String question, String model) {
        return request(question, model, false, Facts.Tightening.NONE);
    }

    static ChatRequest request(String question, String model, boolean stream, Facts.Tightening wish) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model);
        if (stream) {
            body.put("stream", true);
        }
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        return new ChatRequest(
                body,
                model,
                List.of(new ChatRequest.Message("user", question, Optional.empty())),
                stream,
                false,
                OptionalInt.empty(),
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                Map.of(),
                OptionalInt.empty(),
                Set.of(),
                wish);
    }

    @Override
    public void append(DecisionEntry entry) {
        write("decision");
        decisions.add(entry);
    }

    @Override
    public void appendDurably(DecisionEntry entry) {
        write("durable");
        decisions.add(entry);
    }

    @Override
    public void append(OutcomeEntry entry) {
        write("outcome");
        outcomes.add(entry);
    }

    private void write(String event) {
        if (logBroken) {
            throw new AuditUnavailableException("the disk is full", new IllegalStateException());
        }
        events.add(event);
    }

    @Override
    public List<RecordedDecision> recent(Optional<Long> before, int limit) {
        return List.of();
    }

    @Override
    public Optional<RecordedDecision> find(String decisionId) {
        return Optional.empty();
    }

    private static ChatReply saying(String text) {
        ObjectNode completion = JsonNodeFactory.instance.objectNode();
        ObjectNode choice = completion.putArray("choices").addObject();
        choice.put("finish_reason", "stop").putObject("message").put("content", text);
        completion.putObject("usage").put("prompt_tokens", 7).put("completion_tokens", 3);
        return new ChatReply.Whole(completion);
    }

    private final class Local implements FinishingBackend {
        @Override
        public Target target() {
            return new Target("tiny", Lane.LOCAL, 2048, Set.of(), true);
        }

        @Override
        public int countTokens(ChatRequest request) {
            return 20;
        }

        @Override
        public String modelHash() {
            return JudgedModels.HASH;
        }

        @Override
        public ChatReply complete(ChatRequest request, ClientPresence client) {
            events.add("local");
            return answer();
        }

        @Override
        public Finished finish(ChatRequest request, ClientPresence client) {
            events.add("tried");
            List<TokenCertainty> tokens = Collections.nCopies(20, new TokenCertainty(sureness, -sureness));
            return new Finished(answer(), List.of(new FinishedAnswer("from here", tokens, false)));
        }

        private ChatReply answer() {
            if (localBroken.isPresent()) {
                throw GatewayException.of(localBroken.get(), "the engine stopped");
            }
            return saying("from here");
        }
    }

    /** A cloud model of a provider in the EU. */
    final class Cloud implements CloudProvider {

        private final String id;
        private final String provider;

        @Nullable
        GatewayException failure;

        Runnable beforeFailing = () -> {};

        Pricing pricing = TestPrices.of(1, 10);

        /** Where the question has no pseudonym to say back. */
        String says = "from there";

        /** Of streamed answers. */
        String finishReason = "stop";

        Cloud(String id, String provider) {
            this.id = id;
            this.provider = provider;
        }

        /** Fails from now on. */
        Cloud failing(GatewayErrorCode code) {
            failure = GatewayException.of(code, "the provider fails");
            return this;
        }

        @Override
        public Target target() {
            return new Target(id, Lane.CLOUD, 128_000, Set.of(), true);
        }

        @Override
        public Facts.Target facts() {
            return new Facts.Target(id, provider, "eu");
        }

        @Override
        public String modelName() {
            return id + "-2026";
        }

        @Override
        public ChatReply complete(Cleared body, boolean stream, ClientPresence client) {
            events.add("cloud");
            String json = new String(body.json(), StandardCharsets.UTF_8);
            sent.add(json);
            if (cloudBroken) {
                throw GatewayException.of(GatewayErrorCode.UPSTREAM_TIMEOUT, "the provider is silent");
            }
            if (failure != null) {
                beforeFailing.run();
                throw failure;
            }
            int placeholder = json.indexOf("[EMAIL_");
            String text = placeholder < 0 ? says : json.substring(placeholder, json.indexOf(']', placeholder) + 1);
            return stream ? streaming(text) : saying(text);
        }

        private ChatReply streaming(String text) {
            ObjectNode piece = JsonNodeFactory.instance.objectNode();
            piece.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .putObject("delta")
                    .put("content", text);
            ObjectNode last = JsonNodeFactory.instance.objectNode();
            last.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
            Iterator<ObjectNode> chunks = List.of(piece, last).iterator();
            return new ChatReply.Streamed(new ChunkStream() {
                @Override
                public Optional<ObjectNode> next() {
                    return chunks.hasNext() ? Optional.of(chunks.next()) : Optional.empty();
                }

                @Override
                public void close() {
                    events.add("closed");
                }
            });
        }

        @Override
        public Pricing pricing() {
            return pricing;
        }
    }
}
