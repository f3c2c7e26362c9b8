/** The request pipeline, the only orchestrator; it holds no rule of its own. */
@NullMarked
package dev.weir.gateway.inference;

import org.jspecify.annotations.NullMarked;
