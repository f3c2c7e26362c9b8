/**
 * How sharp a policy's own test cases are: what if one of its conditions or effects were a little different? Changes the
 * text of a policy file and lets the loader read it, so that a mutant is a policy like any other.
 */
@NullMarked
package dev.weir.policy.mutation;

import org.jspecify.annotations.NullMarked;
