/**
 * How much a request's untrusted texts look like orders to the model: injected prompts and jailbreaks. A small model of
 * hashed words and letters, what trains it and what measures it. Plain Java, no learned model of anybody else's.
 */
@NullMarked
package dev.weir.policy.injection;

import org.jspecify.annotations.NullMarked;
