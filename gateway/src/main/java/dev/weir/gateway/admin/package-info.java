/**
 * The admin API that the console reads, and the console's own files. Who may call it is decided in
 * {@code gateway.security}; nothing here checks a key.
 */
@NullMarked
package dev.weir.gateway.admin;

import org.jspecify.annotations.NullMarked;
