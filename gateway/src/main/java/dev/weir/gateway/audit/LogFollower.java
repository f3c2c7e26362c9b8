package dev.weir.gateway.audit;

import java.util.function.LongSupplier;

/**
 * Takes every entry out of the journal, at its own pace: nothing is removed from the log before it has it.
 *
 * @param name what it is, for an operator: {@code the index}
 * @param reached number of the last entry that it has for sure
 */
record LogFollower(String name, LongSupplier reached) {}
