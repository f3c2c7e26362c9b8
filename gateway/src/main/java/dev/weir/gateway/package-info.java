/**
 * The Spring Boot application that joins policy, router and local models behind an OpenAI-compatible API.
 */
@NullMarked
package dev.weir.gateway;

import org.jspecify.annotations.NullMarked;
