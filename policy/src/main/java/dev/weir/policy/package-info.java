/**
 * Decides what may leave the edge, in what form: findings, policy files, verdicts, pseudonyms.
 *
 * <p>Plain Java. Knows nothing of HTTP, Spring, databases or language models.
 */
@NullMarked
package dev.weir.policy;

import org.jspecify.annotations.NullMarked;
