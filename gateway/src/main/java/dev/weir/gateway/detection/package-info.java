/**
 * Loads the model that finds names, places and organisations, and hands it to detection. What is looked for is the
 * policy's to say; what the model's labels mean, {@code policy.detection}'s.
 */
@NullMarked
package dev.weir.gateway.detection;

import org.jspecify.annotations.NullMarked;
