/** Sentences to vectors of meaning, by an encoder on ONNX Runtime. Knows nothing of what the vectors are used for. */
@NullMarked
package dev.weir.localmodels.embed;

import org.jspecify.annotations.NullMarked;
