@NullMarked
package dev.weir.gateway.cost;

import org.jspecify.annotations.NullMarked;
