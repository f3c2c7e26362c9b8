/** What can be seen of a request's difficulty and needs, without a model. */
@NullMarked
package dev.weir.router.signal;

import org.jspecify.annotations.NullMarked;
