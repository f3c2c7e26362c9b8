package dev.weir.gateway.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is asked of the admin API behind a path's question mark. */
final class QueryString {

    private QueryString() {}

    /** The parts that there are, in the map's order; empty where there are none. */
    static String of(Map<String, ? extends @Nullable String> parts) {
        return parts.entrySet().stream()
                .filter(part -> part.getValue() != null)
                .map(part -> part.getKey() + "=" + encoded(String.valueOf(part.getValue())))
                .collect(Collectors.joining("&"));
    }

    /** A text as it may stand in an address. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
