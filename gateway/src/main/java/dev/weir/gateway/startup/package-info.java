/** What makes a start shorter. */
@NullMarked
package dev.weir.gateway.startup;

import org.jspecify.annotations.NullMarked;
