package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.answer.AnswerFindings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows one answer to its end and records how it ended, exactly once. */
final class OutcomeRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRecorder.class);

    private final DecisionLog log;
    private final InstantSource clock;
    private final Voyage voyage;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile Optional<AnswerGuard> guard = Optional.empty();

    OutcomeRecorder(DecisionLog log, InstantSource clock, Voyage voyage) {
        this.log = log;
        this.clock = clock;
        this.voyage = voyage;
    }

    /** What this finds in the answer is part of the outcome, and so is that it withholds it. */
    void inspectedBy(AnswerGuard inspector) {
        guard = Optional.of(inspector);
    }

    /** The same answer, watched. */
    ChatReply follow(ChatReply reply, String servedBy, Price price) {
        return switch (reply) {
            case ChatReply.Whole whole -> {
                JsonNode completion = whole.completion();
                Spending spending = Spending.of(Tokens.of(completion), price);
                Optional<GatewayException> withheld = guard.flatMap(AnswerGuard::withheld);
                record(
                        servedBy,
                        withheld.isPresent() ? Result.REFUSED : Result.COMPLETED,
                        withheld.map(error -> error.code().code()).orElseGet(() -> finishReason(completion)),
                        spending,
                        clock.instant());
                yield whole;
            }
            case ChatReply.Streamed streamed ->
                new ChatReply.Streamed(new WatchedStream(streamed.chunks(), servedBy, price));
        };
    }

    void failed(GatewayException error) {
        record("none", Result.FAILED, error.code().code(), Spending.NONE, clock.instant());
    }

    void cancelled() {
        record("none", Result.CANCELLED, "client_closed", Spending.NONE, clock.instant());
    }

    void refused(GatewayException error) {
        record("none", Result.REFUSED, error.code().code(), Spending.NONE, clock.instant());
    }

    private void record(String servedBy, Result result, String code, Spending spent, Instant firstToken) {
        if (!recorded.compareAndSet(false, true)) {
            return;
        }
        Instant now = clock.instant();
        OutcomeEntry entry = new OutcomeEntry(
                voyage.decisionId(),
                now,
                servedBy,
                result,
                code,
                spent.tokens().prompt(),
                spent.tokens().completion(),
                spent.microUsd(),
                result == Result.COMPLETED || spent.tokens().completion() > 0
                        ? Duration.between(voyage.at(), firstToken)
                        : Duration.ZERO,
                Duration.between(voyage.at(), now),
                guard.map(AnswerGuard::found).orElse(AnswerFindings.NOT_INSPECTED));
        try {
            log.append(entry);
        } catch (AuditUnavailableException unavailable) {
            LOG.error("the outcome of decision {} could not be recorded", voyage.decisionId(), unavailable);
        }
    }

    private static String finishReason(JsonNode answer) {
        return answer.path("choices").path(0).path("finish_reason").asString("");
    }

    /** Token counts as the answer reports them. */
    private record Tokens(int prompt, int completion) {
        static final Tokens NONE = new Tokens(0, 0);

        static Tokens of(JsonNode answer) {
            JsonNode usage = answer.path("usage");
            return new Tokens(
                    usage.path("prompt_tokens").asInt(0),
                    usage.path("completion_tokens").asInt(0));
        }
    }

    /** What a model charges. */
    @FunctionalInterface
    interface Price {
        /** Models on this machine. */
        Price FREE = (promptTokens, completionTokens) -> 0;

        /** In micro-USD. */
        long of(int promptTokens, int completionTokens);
    }

    private record Spending(Tokens tokens, long microUsd) {
        static final Spending NONE = new Spending(Tokens.NONE, 0);

        static Spending of(Tokens tokens, Price price) {
            return new Spending(tokens, price.of(tokens.prompt(), tokens.completion()));
        }
    }

    /** Passes chunks on, drops the usage chunk where the client didn't ask for it, and records the end. */
    private final class WatchedStream implements ChunkStream {

        private final ChunkStream chunks;
        private final String servedBy;
        private final Price price;
        private volatile Optional<Instant> firstToken = Optional.empty();
        private volatile Tokens tokens = Tokens.NONE;
        private volatile String finish = "";

        WatchedStream(ChunkStream chunks, String servedBy, Price price) {
            this.chunks = chunks;
            this.servedBy = servedBy;
            this.price = price;
        }

        @Override
        public Optional<ObjectNode> next() {
            try {
                Optional<ObjectNode> chunk = chunks.next();
                while (chunk.isPresent() && isUnaskedUsage(observe(chunk.get()))) {
                    chunk = chunks.next();
                }
                if (chunk.isEmpty()) {
                    end(Result.COMPLETED, finish);
                }
                return chunk;
            } catch (GatewayException error) {
                boolean withheld = error.code() == GatewayErrorCode.ANSWER_WITHHELD;
                end(withheld ? Result.REFUSED : Result.FAILED, error.code().code());
                throw error;
            }
        }

        private ObjectNode observe(ObjectNode chunk) {
            if (chunk.path("usage").isObject()) {
                tokens = Tokens.of(chunk);
            }
            String reason = finishReason(chunk);
            if (!reason.isEmpty()) {
                finish = reason;
            }
            if (firstToken.isEmpty()) {
                firstToken = Optional.of(clock.instant());
            }
            return chunk;
        }

        private boolean isUnaskedUsage(ObjectNode chunk) {
            if (voyage.request().includeUsage() || !chunk.has("usage")) {
                return false;
            }
            boolean onlyUsage = chunk.path("choices").isEmpty();
            chunk.remove("usage");
            return onlyUsage;
        }

        private void end(Result result, String code) {
            record(servedBy, result, code, Spending.of(tokens, price), firstToken.orElseGet(clock::instant));
        }

        @Override
        public void close() {
            chunks.close();
            end(Result.CANCELLED, "client_closed");
        }
    }
}
