/**
 * What a cloud model's answer says of its own: finds it and does with it what the policy says. Knows OpenAI's wire format
 * as far as it must to find an answer's texts; knows no HTTP.
 */
@NullMarked
package dev.weir.policy.answer;

import org.jspecify.annotations.NullMarked;
