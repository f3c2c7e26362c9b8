/** Replaces findings with pseudonyms, and pseudonyms in answers with what they stand for. */
@NullMarked
package dev.weir.policy.pseudonym;

import org.jspecify.annotations.NullMarked;
