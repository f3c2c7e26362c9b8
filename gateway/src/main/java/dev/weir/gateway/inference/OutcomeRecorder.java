package dev.weir.gateway.inference;

import dev.weir.gateway.audit.AuditUnavailableException;
import dev.weir.gateway.audit.DecisionLog;
import dev.weir.gateway.audit.OutcomeEntry;
import dev.weir.gateway.audit.OutcomeEntry.Result;
import dev.weir.gateway.cost.Usage;
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
    private final Bill bill;
    private final AtomicBoolean recorded = new AtomicBoolean();
    private volatile Optional<AnswerGuard> guard = Optional.empty();

    OutcomeRecorder(DecisionLog log, InstantSource clock, Voyage voyage, Bill bill) {
        this.log = log;
        this.clock = clock;
        this.voyage = voyage;
        this.bill = bill;
    }

    /** What this finds in the answer is part of the outcome, and so is that it withholds it. */
    void inspectedBy(AnswerGuard inspector) {
        guard = Optional.of(inspector);
    }

    /** The same answer, watched. */
    ChatReply follow(ChatReply reply, String servedBy) {
        return switch (reply) {
            case ChatReply.Whole whole -> {
                JsonNode completion = whole.completion();
                Optional<Usage> usage = believable(Usage.of(completion), saysSomething(completion));
                Optional<GatewayException> withheld = guard.flatMap(AnswerGuard::withheld);
                bill.answered(usage);
                record(
                        servedBy,
                        withheld.isPresent() ? Result.REFUSED : Result.COMPLETED,
                        withheld.map(error -> error.code().code()).orElseGet(() -> finishReason(completion)),
                        usage,
                        clock.instant());
                yield whole;
            }
            case ChatReply.Streamed streamed -> new ChatReply.Streamed(new WatchedStream(streamed.chunks(), servedBy));
        };
    }

    /** A call to the cloud failed whose decision somebody else still serves. */
    void charge(GatewayException error) {
        bill.failed(CloudFault.mayBeBilled(error));
    }

    void failed(GatewayException error) {
        charge(error);
        record("none", Result.FAILED, error.code().code(), Optional.empty(), clock.instant());
    }

    void cancelled() {
        bill.failed(true);
        record("none", Result.CANCELLED, "client_closed", Optional.empty(), clock.instant());
    }

    /** Another call for the same request answered first. What this one had done by then its provider may bill. */
    void beaten() {
        bill.failed(true);
        record("none", Result.CANCELLED, "hedge_lost", Optional.empty(), clock.instant());
    }

    void refused(GatewayException error) {
        record("none", Result.REFUSED, error.code().code(), Optional.empty(), clock.instant());
    }

    private void record(String servedBy, Result result, String code, Optional<Usage> usage, Instant firstToken) {
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
                usage.map(Usage::prompt).orElse(0),
                usage.map(Usage::completion).orElse(0),
                bill.costMicroUsd(),
                result == Result.COMPLETED ? usage.map(bill::savedMicroUsd).orElse(0L) : 0,
                result == Result.COMPLETED || usage.isPresent()
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

    /** An answer that says something has tokens, whatever its provider counts. */
    private static Optional<Usage> believable(Optional<Usage> usage, boolean saysSomething) {
        return usage.filter(counted -> counted.completion() > 0 || !saysSomething);
    }

    private static boolean saysSomething(JsonNode answer) {
        for (JsonNode choice : answer.path("choices")) {
            JsonNode said = choice.path(choice.has("delta") ? "delta" : "message");
            if (!said.path("content").asString("").isEmpty()
                    || !said.path("tool_calls").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Passes chunks on, drops the usage chunk where the client didn't ask for it, and records the end. */
    private final class WatchedStream implements ChunkStream {

        private final ChunkStream chunks;
        private final String servedBy;
        private volatile Optional<Instant> firstToken = Optional.empty();
        private volatile Optional<Usage> usage = Optional.empty();
        private volatile boolean said;
        private volatile String finish = "";

        WatchedStream(ChunkStream chunks, String servedBy) {
            this.chunks = chunks;
            this.servedBy = servedBy;
        }

        @Override
        public Optional<ObjectNode> next() {
            try {
                Optional<ObjectNode> chunk = chunks.next();
                while (chunk.isPresent() && isUnaskedUsage(observe(chunk.get()))) {
                    chunk = chunks.next();
                }
                if (chunk.isEmpty()) {
                    usage = believable(usage, said);
                    bill.answered(usage);
                    end(Result.COMPLETED, finish);
                }
                return chunk;
            } catch (GatewayException error) {
                boolean withheld = error.code() == GatewayErrorCode.ANSWER_WITHHELD;
                bill.failed(withheld || CloudFault.mayBeBilled(error));
                end(withheld ? Result.REFUSED : Result.FAILED, error.code().code());
                throw error;
            }
        }

        private ObjectNode observe(ObjectNode chunk) {
            if (chunk.path("usage").isObject()) {
                usage = Usage.of(chunk);
            }
            said |= saysSomething(chunk);
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
            record(servedBy, result, code, usage, firstToken.orElseGet(clock::instant));
        }

        @Override
        public void close() {
            chunks.close();
            bill.failed(true);
            end(Result.CANCELLED, "client_closed");
        }
    }
}
