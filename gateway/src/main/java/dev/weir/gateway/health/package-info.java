/** Whether the gateway is alive and ready for work. */
@NullMarked
package dev.weir.gateway.health;

import org.jspecify.annotations.NullMarked;
