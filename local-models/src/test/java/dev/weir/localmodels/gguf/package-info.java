/** Tests of the GGUF reader, and a writer of small GGUF files for any test that needs one. */
@NullMarked
package dev.weir.localmodels.gguf;

import org.jspecify.annotations.NullMarked;
