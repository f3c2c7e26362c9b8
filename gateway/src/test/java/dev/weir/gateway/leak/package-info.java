/** The leak suite: whatever a request looks like, nothing that policy keeps is in the bytes that leave. */
@NullMarked
package dev.weir.gateway.leak;

import org.jspecify.annotations.NullMarked;
