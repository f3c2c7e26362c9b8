package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.policy.answer.AnswerFindings;
import dev.weir.policy.answer.AnswerInspector;
import dev.weir.policy.answer.ChunkGuard;
import dev.weir.policy.answer.RequestWords;
import dev.weir.policy.pseudonym.TextForm;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has policy act on what a cloud model's answer says of its own, once it is restored. For one answer; what was found may
 * be asked for by any thread.
 */
final class AnswerGuard {

    private final Voyage voyage;
    private final AnswerInspector inspector;
    private volatile Supplier<AnswerFindings> found = () -> AnswerFindings.NOT_INSPECTED;
    private volatile Optional<GatewayException> withheld = Optional.empty();

    @Nullable
    private RequestWords words;

    AnswerGuard(Voyage voyage) {
        this.voyage = voyage;
        this.inspector = voyage.policy().answers();
    }

    /** The answer as it may be passed on. A whole one that must not be is told by {@link #withheld}. */
    ChatReply guard(ChatReply reply) {
        return switch (reply) {
            case ChatReply.Whole whole -> {
                AnswerInspector.Review review = inspector.review(whole.completion(), this::words);
                found = review::found;
                if (review.withheld()) {
                    withheld = Optional.of(refusal());
                }
                yield new ChatReply.Whole(review.answer());
            }
            case ChatReply.Streamed streamed -> {
                boolean json = voyage.request().needs().contains("response_format");
                ChunkGuard chunks = new ChunkGuard(inspector, this::words, json ? TextForm.JSON : TextForm.PLAIN);
                found = chunks::found;
                yield new ChatReply.Streamed(new GuardedStream(streamed.chunks(), chunks));
            }
        };
    }

    /** Why a whole answer must not be passed on. */
    Optional<GatewayException> withheld() {
        return withheld;
    }

    /** What was found so far. */
    AnswerFindings found() {
        return found.get();
    }

    /** As in the {@code x-weir-answer} header: what was done, and the entities it was done to; empty where nothing was. */
    String summary() {
        AnswerFindings now = found();
        if (now.byEntity().isEmpty()) {
            return "";
        }
        String entities = now.byEntity().entrySet().stream()
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + "=" + entry.getValue())
                .collect(Collectors.joining(","));
        return now.done().written() + ":" + entities;
    }

    private RequestWords words() {
        if (words == null) {
            words = RequestWords.of(
                    voyage.request().body(), voyage.seen().inspection().findings());
        }
        return words;
    }

    private GatewayException refusal() {
        AnswerFindings now = found();
        String why = now.byEntity().isEmpty()
                ? "it could not be inspected"
                : "it says of its own: " + String.join(", ", now.byEntity().keySet());
        return GatewayException.of(
                GatewayErrorCode.ANSWER_WITHHELD,
                "policy " + voyage.verdict().policy() + " withholds the cloud model's answer (" + why + "); decision "
                        + voyage.decisionId() + " is on record");
    }

    /** A chunk that comes in may come out later. */
    private final class GuardedStream implements ChunkStream {

        private final ChunkStream chunks;
        private final ChunkGuard guard;
        private final Queue<ObjectNode> ready = new ArrayDeque<>();
        private boolean ended;

        GuardedStream(ChunkStream chunks, ChunkGuard guard) {
            this.chunks = chunks;
            this.guard = guard;
        }

        @Override
        public Optional<ObjectNode> next() {
            while (ready.isEmpty() && !ended) {
                Optional<ObjectNode> chunk = chunks.next();
                ended = chunk.isEmpty();
                List<ObjectNode> passed = chunk.map(guard::accept).orElseGet(guard::finish);
                if (guard.isWithheld()) {
                    chunks.close();
                    throw refusal();
                }
                ready.addAll(passed);
            }
            return Optional.ofNullable(ready.poll());
        }

        @Override
        public void close() {
            chunks.close();
        }
    }
}
