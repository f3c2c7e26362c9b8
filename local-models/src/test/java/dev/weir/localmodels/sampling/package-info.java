/** Tests on fixed logits and texts, without a model. */
@NullMarked
package dev.weir.localmodels.sampling;

import org.jspecify.annotations.NullMarked;
