/** From OpenAI's wire format to the local engine and back. Knows the engine's contract, not its insides. */
@NullMarked
package dev.weir.gateway.inference.local;

import org.jspecify.annotations.NullMarked;
