/**
 * Entries in which a log speaks of itself, and which its verifier therefore understands: what was removed when its time was
 * over, what must not be removed, and which key signs from now on. Knows no policy of anybody: what goes and when is decided
 * elsewhere.
 */
@NullMarked
package dev.weir.auditlog.records;

import org.jspecify.annotations.NullMarked;
