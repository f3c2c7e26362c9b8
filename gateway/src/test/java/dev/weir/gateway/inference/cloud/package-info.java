/** Tests of the cloud adapters, against recording servers on loopback. */
@NullMarked
package dev.weir.gateway.inference.cloud;

import org.jspecify.annotations.NullMarked;
