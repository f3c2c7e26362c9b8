/** The last look at a body before it leaves: the only place that can clear one for the cloud. */
@NullMarked
package dev.weir.policy.outbound;

import org.jspecify.annotations.NullMarked;
