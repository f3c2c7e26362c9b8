package dev.weir.router.signal;

/**
 * How sure a model was of one token that it wrote.
 *
 * @param logprob natural logarithm of its probability, at most 0
 * @param margin how much likelier, as a difference of logarithms, the likeliest token at its place was than the second
 */
public record TokenCertainty(double logprob, double margin) {}
