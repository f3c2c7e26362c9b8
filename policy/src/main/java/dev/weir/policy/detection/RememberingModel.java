package dev.weir.policy.detection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that remembers what it said last: clients send a conversation's earlier turns and the same tools again with
 * every request. It keeps digests of texts and the places of spans, never the texts. Thread-safe.
 */
public final class RememberingModel implements EntityModel {

    /** A text with more spans is judged anew: what is remembered stays small. */
    private static final int MOST_SPANS = 512;

    private final EntityModel model;
    private final Map<Digest, List<Span>> remembered;

    /** @param texts how many texts are remembered, at most */
    public RememberingModel(EntityModel model, int texts) {
        this.model = model;
        this.remembered = new Recent(texts);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<Span> spans(String text) {
        Digest digest = Digest.of(text);
        Optional<List<Span>> known = recall(digest);
        if (known.isPresent()) {
            return known.get();
        }
        List<Span> spans = List.copyOf(model.spans(text));
        if (spans.size() <= MOST_SPANS) {
            synchronized (remembered) {
                remembered.put(digest, spans);
            }
        }
        return spans;
    }

    private Optional<List<Span>> recall(Digest digest) {
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(digest));
        }
    }

    /** A cryptographic digest: nobody can make two texts that pass for one another. */
    private record Digest(long a, long b, long c, long d) {

        static Digest of(String text) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16LE)));
                return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /** Forgets what was asked for longest ago. */
    private static final class Recent extends LinkedHashMap<Digest, List<Span>> {

        private static final long serialVersionUID = 1L;

        private final int most;

        Recent(int most) {
            super(16, 0.75f, /* accessOrder= */ true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Digest, List<Span>> eldest) {
            return size() > most;
        }
    }
}
