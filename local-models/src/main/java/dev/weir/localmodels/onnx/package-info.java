/**
 * The one place that knows ONNX Runtime: writes ONNX models in protobuf's wire format and runs them on native memory.
 *
 * <p>Knows nothing of language models.
 */
@NullMarked
package dev.weir.localmodels.onnx;

import org.jspecify.annotations.NullMarked;
