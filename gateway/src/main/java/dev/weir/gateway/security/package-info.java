/** API keys and who holds them. */
@NullMarked
package dev.weir.gateway.security;

import org.jspecify.annotations.NullMarked;
