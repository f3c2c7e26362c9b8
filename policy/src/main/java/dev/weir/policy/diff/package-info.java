/** What changed between two policies in meaning, and whether it can let more out. Knows no file format. */
@NullMarked
package dev.weir.policy.diff;

import org.jspecify.annotations.NullMarked;
