/** Opens the key of pseudonyms, and says in what form they leave. */
@NullMarked
package dev.weir.gateway.pseudonym;

import org.jspecify.annotations.NullMarked;
