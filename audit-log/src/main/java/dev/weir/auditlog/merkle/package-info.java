/** The Merkle tree of RFC 6962: hashing, growing, proving and checking proofs. Knows no files and no entries. */
@NullMarked
package dev.weir.auditlog.merkle;

import org.jspecify.annotations.NullMarked;
