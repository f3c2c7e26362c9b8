/** Which target answers, inside what policy left open. */
@NullMarked
package dev.weir.router.selection;

import org.jspecify.annotations.NullMarked;
