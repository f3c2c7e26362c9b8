/**
 * Ships the decision log to receivers of the operator's own: at least once, in order, from the journal itself. Nothing waits for
 * a receiver, and nobody here decides or records anything.
 */
@NullMarked
package dev.weir.gateway.audit.shipping;

import org.jspecify.annotations.NullMarked;
