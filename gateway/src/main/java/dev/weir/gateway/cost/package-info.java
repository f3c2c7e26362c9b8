/**
 * What cloud calls cost: prices, tokens counted before a call and after it. Money is in micro-USD. Knows no budget, no
 * provider and no database.
 */
@NullMarked
package dev.weir.gateway.cost;

import org.jspecify.annotations.NullMarked;
