@NullMarked
package dev.weir.auditlog.journal;

import org.jspecify.annotations.NullMarked;
