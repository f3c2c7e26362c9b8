/** What HTTP itself says, for whoever here sends requests of the gateway's own. Opens no connection. */
@NullMarked
package dev.weir.gateway.http;

import org.jspecify.annotations.NullMarked;
