/** Loads the policy at start and joins it with the detector it asks for. */
@NullMarked
package dev.weir.gateway.policy;

import org.jspecify.annotations.NullMarked;
