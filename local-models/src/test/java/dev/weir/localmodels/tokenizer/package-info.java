/** Tests of tokenizers and chat templates against recorded references. */
@NullMarked
package dev.weir.localmodels.tokenizer;

import org.jspecify.annotations.NullMarked;
