/** Tests of the adapter to the local engine, against a scripted engine. */
@NullMarked
package dev.weir.gateway.inference.local;

import org.jspecify.annotations.NullMarked;
