/** Ships real journals to real servers on loopback. */
@NullMarked
package dev.weir.gateway.audit.shipping;

import org.jspecify.annotations.NullMarked;
