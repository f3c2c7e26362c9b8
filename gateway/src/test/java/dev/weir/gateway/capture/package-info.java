/** Captured content against real databases. */
@NullMarked
package dev.weir.gateway.capture;

import org.jspecify.annotations.NullMarked;
