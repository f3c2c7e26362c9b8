package dev.weir.gateway.capture;

import java.util.Locale;

/** Which half of an exchange a content is. */
public enum Part {
    /** What the client sent. */
    REQUEST,
    /** What the client got. */
    ANSWER;

    /** As on record. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
