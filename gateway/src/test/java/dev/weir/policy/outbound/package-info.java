/** Cleared bodies for tests of the gateway. */
@NullMarked
package dev.weir.policy.outbound;

import org.jspecify.annotations.NullMarked;
