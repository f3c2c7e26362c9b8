/** Tests of the settings of pseudonyms. */
@NullMarked
package dev.weir.gateway.pseudonym;

import org.jspecify.annotations.NullMarked;
