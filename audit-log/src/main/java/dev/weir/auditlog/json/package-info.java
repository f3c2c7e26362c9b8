/** JSON in one form only: RFC 8785 (JCS). Reads and writes; knows nothing of logs. */
@NullMarked
package dev.weir.auditlog.json;

import org.jspecify.annotations.NullMarked;
