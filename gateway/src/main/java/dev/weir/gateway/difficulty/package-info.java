/**
 * Joins the router's learned model of difficulty with the local embedder, and finds the model in force. Judges nothing
 * itself.
 */
@NullMarked
package dev.weir.gateway.difficulty;

import org.jspecify.annotations.NullMarked;
