/** Tests of the ONNX writer, by what ONNX Runtime makes of its models. */
@NullMarked
package dev.weir.localmodels.onnx;

import org.jspecify.annotations.NullMarked;
