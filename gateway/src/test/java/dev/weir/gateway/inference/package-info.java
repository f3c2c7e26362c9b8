/** Tests of the pipeline with real detection, policy and router, and fakes at its ports. */
@NullMarked
package dev.weir.gateway.inference;

import org.jspecify.annotations.NullMarked;
