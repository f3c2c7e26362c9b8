/**
 * Explains a verdict: every rule with the values of its parts, and what would have changed it. Computed when it is asked
 * for, from a version of the policy and the recorded facts; decides nothing and keeps nothing.
 */
@NullMarked
package dev.weir.policy.explain;

import org.jspecify.annotations.NullMarked;
