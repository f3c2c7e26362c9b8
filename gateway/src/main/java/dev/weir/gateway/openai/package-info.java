/** OpenAI's wire format: requests in, JSON and server-sent events out. */
@NullMarked
package dev.weir.gateway.openai;

import org.jspecify.annotations.NullMarked;
