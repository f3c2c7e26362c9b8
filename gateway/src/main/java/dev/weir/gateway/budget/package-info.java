/**
 * Budgets: what calls cost a key, a team and the gateway in the hour, day and month, exact across requests and nodes.
 * Knows no prices, no models and no HTTP.
 */
@NullMarked
package dev.weir.gateway.budget;

import org.jspecify.annotations.NullMarked;
