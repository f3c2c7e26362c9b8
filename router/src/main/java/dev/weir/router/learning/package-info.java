/**
 * Learns and measures the model of difficulty, offline, from a folder of models' right and wrong answers. The gateway
 * never runs it while it serves. Deterministic: the same folder gives the same file.
 */
@NullMarked
package dev.weir.router.learning;

import org.jspecify.annotations.NullMarked;
