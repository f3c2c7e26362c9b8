/** Real clients against the packaged gateway: nothing here sees its classes. */
@NullMarked
package dev.weir.clients;

import org.jspecify.annotations.NullMarked;
