/** Tests of generation: imported graphs against plain arithmetic and a reference implementation, and the engine. */
@NullMarked
package dev.weir.localmodels.generation;

import org.jspecify.annotations.NullMarked;
