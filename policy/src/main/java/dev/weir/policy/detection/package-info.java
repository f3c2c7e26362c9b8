/** Finds personal data, secrets and confidential content in a request; changes nothing. */
@NullMarked
package dev.weir.policy.detection;

import org.jspecify.annotations.NullMarked;
