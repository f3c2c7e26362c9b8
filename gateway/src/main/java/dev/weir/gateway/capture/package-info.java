/**
 * Content that policy has kept: sealed under keys of the people it is about, shown on record alone, destroyed with its key.
 * The decision log holds none of it, only what tells whether it is still the same.
 */
@NullMarked
package dev.weir.gateway.capture;

import org.jspecify.annotations.NullMarked;
