@NullMarked
package dev.weir.auditlog;

import org.jspecify.annotations.NullMarked;
