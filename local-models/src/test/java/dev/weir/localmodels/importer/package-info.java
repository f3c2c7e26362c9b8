/** Tests of the importer, and tiny models for any test that needs one. */
@NullMarked
package dev.weir.localmodels.importer;

import org.jspecify.annotations.NullMarked;
