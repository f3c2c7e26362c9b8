/**
 * Reads GGUF model files: metadata, tensor table and weights, mapped into memory and checked before use. Knows nothing of
 * what a model computes.
 */
@NullMarked
package dev.weir.localmodels.gguf;

import org.jspecify.annotations.NullMarked;
