/** Checks a log that somebody else kept: exports and proofs, with a public key and nothing else. */
@NullMarked
package dev.weir.auditlog.verify;

import org.jspecify.annotations.NullMarked;
