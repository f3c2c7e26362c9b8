/**
 * Which policy is in force: read from a file or the admin API, kept in versions, exchanged whole while requests run, and
 * joined with the detector it asks for. Decides nothing about requests by itself.
 */
@NullMarked
package dev.weir.gateway.policy;

import org.jspecify.annotations.NullMarked;
