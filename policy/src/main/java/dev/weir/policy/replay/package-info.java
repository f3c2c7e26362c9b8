/**
 * Decisions as they were recorded, without content, and what another policy would have decided. Knows no file format
 * but its own lines of JSON.
 */
@NullMarked
package dev.weir.policy.replay;

import org.jspecify.annotations.NullMarked;
