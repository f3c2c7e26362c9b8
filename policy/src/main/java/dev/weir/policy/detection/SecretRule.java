package dev.weir.policy.detection;

import java.util.regex.Pattern;

/**
 * How one kind of key is known.
 *
 * @param entity whose key it is
 * @param anchor the literal it begins with; sought in any case
 * @param pattern the whole key, from the anchor on; every quantifier is bounded and possessive
 */
record SecretRule(Entity entity, String anchor, Pattern pattern) {}
