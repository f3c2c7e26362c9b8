/** A loaded policy and how it decides: levels, rules, the effect that wins. Knows no file format. */
@NullMarked
package dev.weir.policy.rules;

import org.jspecify.annotations.NullMarked;
