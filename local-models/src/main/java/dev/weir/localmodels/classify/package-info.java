/**
 * Labels spans of text (names, places, organisations and more) with a small token classifier on ONNX Runtime.
 *
 * <p>Knows nothing of policies: what a label means is for the caller. How the model was trained, on what, and how well
 * it does is in {@code local-models/training/pii-ner}.
 */
@NullMarked
package dev.weir.localmodels.classify;

import org.jspecify.annotations.NullMarked;
