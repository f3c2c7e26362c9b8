/**
 * Cloud providers: the only code that opens a connection to one, and the only code that knows Apache HttpClient,
 * Resilience4j and Spring AI. Sends nothing but cleared bodies.
 */
@NullMarked
package dev.weir.gateway.inference.cloud;

import org.jspecify.annotations.NullMarked;
