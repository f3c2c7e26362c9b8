/**
 * Text to tokens and back, and conversations to prompts, as the model file prescribes. Knows nothing of what a model
 * computes from them.
 */
@NullMarked
package dev.weir.localmodels.tokenizer;

import org.jspecify.annotations.NullMarked;
