/** The admin API that the console reads. */
@NullMarked
package dev.weir.gateway.admin;

import org.jspecify.annotations.NullMarked;
