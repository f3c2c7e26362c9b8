package dev.weir.gateway.audit.shipping;

import dev.weir.auditlog.journal.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An entry as a syslog message (RFC 5424) in the frame of RFC 5425: its length, a space, the message. */
final class SyslogMessage {

    /** Facility 13 (log audit), severity 6 (informational). */
    private static final int PRIORITY = 13 * 8 + 6;

    /** The private enterprise number that RFC 5612 keeps for examples: Weir has none of its own. */
    private static final String DATA_ID = "weir@32473";

    private SyslogMessage() {}

    static byte[] frame(LogEntry entry) {
        EntryHead about = EntryHead.of(entry);
        String header = "<" + PRIORITY + ">1 " + about.at() + " - weir - " + about.kind() + " [" + DATA_ID + " seq=\""
                + entry.sequence() + "\" hash=\"" + entry.hash().hex() + "\"] ";
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] length = ((head.length + entry.text().length) + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = Arrays.copyOf(length, length.length + head.length + entry.text().length);
        System.arraycopy(head, 0, frame, length.length, head.length);
        System.arraycopy(entry.text(), 0, frame, length.length + head.length, entry.text().length);
        return frame;
    }
}
