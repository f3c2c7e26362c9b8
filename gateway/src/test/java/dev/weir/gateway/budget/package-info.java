@NullMarked
package dev.weir.gateway.budget;

import org.jspecify.annotations.NullMarked;
