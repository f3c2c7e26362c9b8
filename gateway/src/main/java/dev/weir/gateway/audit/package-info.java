/** The decision log. Nothing leaves for a cloud model before its entry is durable. */
@NullMarked
package dev.weir.gateway.audit;

import org.jspecify.annotations.NullMarked;
