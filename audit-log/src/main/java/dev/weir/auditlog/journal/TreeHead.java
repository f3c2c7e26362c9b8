package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Hash;

/**
 * What the log is at one size.
 *
 * @param size number of entries, which is also the last one's sequence number
 * @param root root of their tree
 * @param last hash of the last entry
 */
public record TreeHead(long size, Hash root, Hash last) {}
