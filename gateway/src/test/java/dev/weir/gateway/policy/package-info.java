/** Tests of which policy is in force. */
@NullMarked
package dev.weir.gateway.policy;

import org.jspecify.annotations.NullMarked;
