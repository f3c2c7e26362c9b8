@NullMarked
package dev.weir.auditlog.note;

import org.jspecify.annotations.NullMarked;
