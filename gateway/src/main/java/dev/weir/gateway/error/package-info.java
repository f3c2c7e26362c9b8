/** What can go wrong towards a client, each with one stable code and one OpenAI-shaped body. */
@NullMarked
package dev.weir.gateway.error;

import org.jspecify.annotations.NullMarked;
