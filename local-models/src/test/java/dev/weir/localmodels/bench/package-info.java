/** Tests of the benchmark's arithmetic and of a short run. */
@NullMarked
package dev.weir.localmodels.bench;

import org.jspecify.annotations.NullMarked;
