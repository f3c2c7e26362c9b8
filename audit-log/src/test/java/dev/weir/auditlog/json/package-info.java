@NullMarked
package dev.weir.auditlog.json;

import org.jspecify.annotations.NullMarked;
