/**
 * Generates text with an imported model: caches of keys and values, one engine thread per model, a fair queue.
 *
 * <p>Knows graphs by the names of their inputs and outputs only.
 */
@NullMarked
package dev.weir.localmodels.generation;

import org.jspecify.annotations.NullMarked;
