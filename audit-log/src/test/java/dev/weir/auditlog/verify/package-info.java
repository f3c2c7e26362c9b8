@NullMarked
package dev.weir.auditlog.verify;

import org.jspecify.annotations.NullMarked;
