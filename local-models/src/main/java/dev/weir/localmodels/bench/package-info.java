/**
 * Measures the local engine, beside llama.cpp where that is installed.
 *
 * <p>Measures through the same interface that requests use, so sampling and queueing are in the figures.
 */
@NullMarked
package dev.weir.localmodels.bench;

import org.jspecify.annotations.NullMarked;
