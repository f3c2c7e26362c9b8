/** Signed notes and checkpoints as C2SP specifies them, with Ed25519. Knows no tree and no entries. */
@NullMarked
package dev.weir.auditlog.note;

import org.jspecify.annotations.NullMarked;
