/**
 * Turns a GGUF file into ONNX graphs of fused operators, kept in a cache folder.
 *
 * <p>Reads whatever file it is given: every dimension is checked against the metadata before anything is built on it.
 */
@NullMarked
package dev.weir.localmodels.importer;

import org.jspecify.annotations.NullMarked;
