/** Benchmarks of hot paths. Each class says which question it answers and how to run it. */
@NullMarked
package dev.weir.benchmarks;

import org.jspecify.annotations.NullMarked;
