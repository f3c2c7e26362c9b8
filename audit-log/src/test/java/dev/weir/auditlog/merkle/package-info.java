@NullMarked
package dev.weir.auditlog.merkle;

import org.jspecify.annotations.NullMarked;
