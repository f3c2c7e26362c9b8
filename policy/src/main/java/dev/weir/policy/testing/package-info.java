/** Test cases that a policy file carries, and what runs them. */
@NullMarked
package dev.weir.policy.testing;

import org.jspecify.annotations.NullMarked;
