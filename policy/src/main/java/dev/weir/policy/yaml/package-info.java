/** Reads policy files: syntax, shape and names, all problems at once. The only package that knows YAML. */
@NullMarked
package dev.weir.policy.yaml;

import org.jspecify.annotations.NullMarked;
