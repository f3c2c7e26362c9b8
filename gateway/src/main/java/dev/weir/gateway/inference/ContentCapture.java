package dev.weir.gateway.inference;

import dev.weir.gateway.audit.CaptureNote;
import dev.weir.gateway.capture.Content;
import dev.weir.gateway.capture.ContentStore;
import dev.weir.gateway.capture.Part;
import dev.weir.policy.Capture;
import dev.weir.policy.answer.ContentMask;
import dev.weir.policy.detection.Inspection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands over what policy wants to be kept of requests and answers. Masking and encryption happen on another thread, and
 * nothing here fails the request. Thread-safe.
 */
final class ContentCapture {

    /** Fields that say whom a request is about. */
    private static final List<String> IDENTITY = List.of("user", "safety_identifier", "prompt_cache_key", "metadata");

    private final ContentStore store;

    ContentCapture(ContentStore store) {
        this.store = store;
    }

    /** A request that is to be kept once its decision is on record. */
    record Prepared(CaptureNote note, String body) {}

    /** Empty where policy keeps nothing. */
    Optional<Prepared> prepare(Voyage voyage) {
        if (voyage.verdict().capture() == Capture.NONE) {
            return Optional.empty();
        }
        String body = voyage.request().body().toString();
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return Optional.of(new Prepared(new CaptureNote(subject(voyage), length), body));
    }

    void keep(Voyage voyage, Prepared request) {
        Supplier<Optional<byte[]>> text = voyage.verdict().capture() == Capture.ENCRYPTED
                ? () -> Optional.of(request.body().getBytes(StandardCharsets.UTF_8))
                : () -> maskedRequest(voyage);
        store.keep(new Content(
                voyage.decisionId(),
                Part.REQUEST,
                voyage.verdict().capture(),
                request.note().subject(),
                request.note().bytes(),
                text));
    }

    private static Optional<byte[]> maskedRequest(Voyage voyage) {
        return ContentMask.masked(
                        voyage.request().body(), voyage.seen().inspection().findings())
                .map(masked -> bytes(masked.remove(IDENTITY)));
    }

    /** The same answer; what passes of it is kept when it ends, however it ends. */
    ChatReply follow(Voyage voyage, ChatReply reply) {
        if (voyage.verdict().capture() == Capture.NONE) {
            return reply;
        }
        return switch (reply) {
            case ChatReply.Whole whole -> {
                keepAnswer(voyage, AnswerTranscript.of(whole.completion()));
                yield whole;
            }
            case ChatReply.Streamed streamed -> new ChatReply.Streamed(new CapturedStream(voyage, streamed.chunks()));
        };
    }

    private void keepAnswer(Voyage voyage, ObjectNode transcript) {
        byte[] body = bytes(transcript);
        Supplier<Optional<byte[]>> text = voyage.verdict().capture() == Capture.ENCRYPTED
                ? () -> Optional.of(body)
                : () -> maskedAnswer(voyage, transcript);
        store.keep(new Content(
                voyage.decisionId(), Part.ANSWER, voyage.verdict().capture(), subject(voyage), body.length, text));
    }

    private static Optional<byte[]> maskedAnswer(Voyage voyage, ObjectNode transcript) {
        return voyage.policy().inspector().inspect(transcript) instanceof Inspection.Complete complete
                ? ContentMask.masked(transcript, complete.findings()).map(ContentCapture::bytes)
                : Optional.empty();
    }

    /** Whom it is about: as the request says, or else the key's holder. */
    private String subject(Voyage voyage) {
        ObjectNode body = voyage.request().body();
        String id = Stream.of(
                        body.path("metadata").path("subject").asString(""),
                        body.path("safety_identifier").asString(""),
                        body.path("user").asString(""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(voyage.caller().keyId());
        return store.subject(id);
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Listens to a stream. */
    private final class CapturedStream implements ChunkStream {

        private final Voyage voyage;
        private final ChunkStream chunks;
        private final AnswerTranscript transcript = new AnswerTranscript();
        private final AtomicBoolean ended = new AtomicBoolean();

        CapturedStream(Voyage voyage, ChunkStream chunks) {
            this.voyage = voyage;
            this.chunks = chunks;
        }

        @Override
        public Optional<ObjectNode> next() {
            boolean goesOn = false;
            try {
                Optional<ObjectNode> chunk = chunks.next();
                chunk.ifPresent(this::add);
                goesOn = chunk.isPresent();
                return chunk;
            } finally {
                if (!goesOn) {
                    end();
                }
            }
        }

        @Override
        public void close() {
            try {
                chunks.close();
            } finally {
                end();
            }
        }

        private void add(ObjectNode chunk) {
            synchronized (transcript) {
                transcript.add(chunk);
            }
        }

        private void end() {
            if (ended.compareAndSet(false, true)) {
                synchronized (transcript) {
                    keepAnswer(voyage, transcript.soFar());
                }
            }
        }
    }
}
