/** Tests of embedding. */
@NullMarked
package dev.weir.localmodels.embed;

import org.jspecify.annotations.NullMarked;
