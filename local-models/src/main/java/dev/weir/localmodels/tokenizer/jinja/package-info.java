/**
 * The part of the Jinja template language that chat templates use, with whitespace, scopes and printing exactly as Jinja2
 * has them under the settings of chat templates ({@code trim_blocks}, {@code lstrip_blocks}).
 *
 * <p>Templates come with model files and are not trusted: a template reaches nothing but the values it is given, calls no
 * Java method, and works within {@link dev.weir.localmodels.tokenizer.jinja.Budget}. See docs/adr/0002-chat-templates.md.
 */
@NullMarked
package dev.weir.localmodels.tokenizer.jinja;

import org.jspecify.annotations.NullMarked;
