/** Tests of detection with the model that ships. */
@NullMarked
package dev.weir.gateway.detection;

import org.jspecify.annotations.NullMarked;
