package dev.weir.policy.yaml;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words by which policy files name the constants of an enum: lower case. */
final class Words {
    private Words() {}

    static <E extends Enum<E>> Map<String, E> of(Class<E> type) {
        return of(Arrays.asList(type.getEnumConstants()));
    }

    static <E extends Enum<E>> Map<String, E> of(List<E> constants) {
        Map<String, E> words = new LinkedHashMap<>();
        constants.forEach(constant -> words.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return Collections.unmodifiableMap(words);
    }
}
