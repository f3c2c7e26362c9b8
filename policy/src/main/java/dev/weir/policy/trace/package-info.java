/** Why a verdict came about: one node for every rule that was evaluated. */
@NullMarked
package dev.weir.policy.trace;

import org.jspecify.annotations.NullMarked;
