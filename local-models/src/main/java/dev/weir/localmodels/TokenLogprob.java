package dev.weir.localmodels;

import java.util.List;

/**
 * A token's natural log-probability under the model, before temperature and filters.
 *
 * @param id the token
 * @param text its text, with the replacement character where its bytes alone are no whole characters
 * @param bytes its UTF-8 bytes, 0 to 255 each
 * @param logprob natural logarithm of its probability, at most 0
 * @param top the likeliest tokens at this place, likeliest first, with no {@code top} of their own
 */
public record TokenLogprob(int id, String text, List<Integer> bytes, double logprob, List<TokenLogprob> top) {

    public TokenLogprob {
        bytes = List.copyOf(bytes);
        top = List.copyOf(top);
    }
}
