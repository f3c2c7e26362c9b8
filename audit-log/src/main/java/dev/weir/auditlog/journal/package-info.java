/** The record itself: an append-only, checksummed, synced journal with its tree. One writer, any number of readers. */
@NullMarked
package dev.weir.auditlog.journal;

import org.jspecify.annotations.NullMarked;
