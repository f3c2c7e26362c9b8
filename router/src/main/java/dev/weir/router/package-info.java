/**
 * Chooses who answers a request, inside what policy left open: signals, difficulty, selection.
 *
 * <p>Plain Java. May read verdicts of {@code dev.weir.policy}; can never widen one.
 */
@NullMarked
package dev.weir.router;

import org.jspecify.annotations.NullMarked;
