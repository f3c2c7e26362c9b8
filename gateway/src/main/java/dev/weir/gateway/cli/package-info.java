/**
 * The {@code weir} command: starts and stops the gateway, shows its state and its first key, and looks after the model
 * store. Commands that need no server start no Spring.
 */
@NullMarked
package dev.weir.gateway.cli;

import org.jspecify.annotations.NullMarked;
