package dev.weir.gateway.cli;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** What a gateway says about itself at {@code /readyz}. */
enum Readiness {
    READY("ready"),
    NOT_READY("not ready"),
    NO_ANSWER("no answer");

    private static final int HTTP_OK = 200;

    private final String words;

    Readiness(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Asks a gateway, directly and not through any proxy. */
    static Readiness ask(URI address, Duration patience) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.resolve("/readyz").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            try {
                return connection.getResponseCode() == HTTP_OK ? READY : NOT_READY;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return NO_ANSWER;
        }
    }
}
