/** Conditions of policy files: compiled and checked once, evaluated many times. The only package that knows CEL. */
@NullMarked
package dev.weir.policy.condition;

import org.jspecify.annotations.NullMarked;
