package dev.weir.localmodels.catalog;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which addresses a model may be fetched from. */
final class Addresses {

    private static final Pattern LOOPBACK_V4 = Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

    private Addresses() {}

    /**
     * Accepts https anywhere, and plain http only to a loopback address written as such: no name is resolved.
     *
     * @throws IllegalArgumentException for anything else, and for addresses that carry a user name or password
     */
    static void requireFetchable(URI uri) {
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an address with a user name or password in it is refused");
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        if (!https && !isLoopbackHttp(uri)) {
            throw new IllegalArgumentException(
                    "only https is fetched (plain http only from this machine's loopback address), not `"
                            + uri.getScheme() + "://" + uri.getHost() + "`");
        }
    }

    static boolean isLoopbackHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost());
    }

    private static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.equals("[::1]")
                || LOOPBACK_V4.matcher(name).matches();
    }
}
