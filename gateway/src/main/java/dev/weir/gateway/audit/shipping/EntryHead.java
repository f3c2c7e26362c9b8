package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.LogEntry;
import java.nio.charset.StandardCharsets;

/**
 * What an entry says about itself before and behind its body.
 *
 * @param at when it happened, as it is written there (RFC 3339)
 * @param kind {@code decision}, for instance
 */
record EntryHead(String at, String kind) {

    /** Every entry begins with it: members are sorted, and no other comes before {@code at}. */
    private static final String START = "{\"at\":\"";

    private static final int LONGEST_TIME = 40;

    static EntryHead of(LogEntry entry) {
        byte[] text = entry.text();
        String start =
                new String(text, 0, Math.min(text.length, START.length() + LONGEST_TIME), StandardCharsets.ISO_8859_1);
        int end = start.indexOf('"', START.length());
        if (!start.startsWith(START) || end < 0) {
            throw new IllegalStateException(entry + " doesn't begin with its time");
        }
        String kind = entry.end()
                .map(LogEntry.End::kind)
                .orElseThrow(() -> new IllegalStateException(entry + " doesn't end with its kind"));
        return new EntryHead(start.substring(START.length(), end), kind);
    }
}
