/**
 * From logits to the next token and from tokens' text to what is delivered: sampling, log-probabilities, stop sequences.
 * Knows no model and no tokenizer.
 */
@NullMarked
package dev.weir.localmodels.sampling;

import org.jspecify.annotations.NullMarked;
