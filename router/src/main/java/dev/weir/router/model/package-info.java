/**
 * The learned model of difficulty: its file, and its judgement of one prompt. Knows no inference runtime; whoever has one
 * gives it as a {@link dev.weir.router.model.TextEmbedder}. Does not learn.
 */
@NullMarked
package dev.weir.router.model;

import org.jspecify.annotations.NullMarked;
