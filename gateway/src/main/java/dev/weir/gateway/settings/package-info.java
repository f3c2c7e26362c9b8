/** Where Weir keeps things, and the check that every setting under {@code weir} is one that exists. */
@NullMarked
package dev.weir.gateway.settings;

import org.jspecify.annotations.NullMarked;
