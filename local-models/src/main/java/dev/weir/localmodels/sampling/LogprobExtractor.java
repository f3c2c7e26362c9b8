package dev.weir.localmodels.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.TokenLogprob;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Natural log-probabilities of tokens: the log-softmax of the model's own logits, before bias, penalties, temperature and
 * filters. Not thread-safe; one per answer.
 */
public final class LogprobExtractor {

    private final int alternatives;
    private final IntFunction<byte[]> bytesOf;
    private final float[] logits;
    private final TopTokens top;

    /**
     * @param bytesOf the bytes that a token adds to a text
     */
    public LogprobExtractor(LogprobRequest.PerToken request, int vocabularySize, IntFunction<byte[]> bytesOf) {
        this.alternatives = request.top();
        this.bytesOf = bytesOf;
        this.logits = new float[vocabularySize];
        this.top = new TopTokens(vocabularySize);
    }

    /**
     * The log-probability of the token that was drawn, and of the likeliest at its place.
     *
     * @param logits {@code [vocabulary]} from its position on; neither changed nor kept
     */
    public TokenLogprob extract(FloatBuffer logits, int token) {
        logits.get(logits.position(), this.logits);
        double logTotal = logTotal();
        List<TokenLogprob> likeliest = new ArrayList<>(alternatives);
        if (alternatives > 0) {
            top.select(this.logits, alternatives);
            for (int rank = 0; rank < top.count(); rank++) {
                likeliest.add(logprob(top.id(rank), logTotal, List.of()));
            }
        }
        return logprob(token, logTotal, likeliest);
    }

    private TokenLogprob logprob(int id, double logTotal, List<TokenLogprob> likeliest) {
        byte[] bytes = bytesOf.apply(id);
        List<Integer> unsigned = new ArrayList<>(bytes.length);
        for (byte value : bytes) {
            unsigned.add(Byte.toUnsignedInt(value));
        }
        double logprob = Math.min(0, logits[id] - logTotal);
        return new TokenLogprob(id, new String(bytes, UTF_8), unsigned, logprob, likeliest);
    }

    /** The logarithm of the sum of exponentials, taken relative to the greatest so that nothing overflows. */
    private double logTotal() {
        float best = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            best = Math.max(best, logit);
        }
        double total = 0;
        for (float logit : logits) {
            total += Math.exp((double) logit - best);
        }
        return best + Math.log(total);
    }
}
