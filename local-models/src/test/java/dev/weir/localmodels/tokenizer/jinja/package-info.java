/** Tests of the template language against recordings of Jinja2. */
@NullMarked
package dev.weir.localmodels.tokenizer.jinja;

import org.jspecify.annotations.NullMarked;
