package dev.weir.auditlog.journal;

import dev.weir.auditlog.json.CanonicalJson;
import dev.weir.auditlog.json.Json;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.TreeHasher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of a log: an object in RFC 8785's form with the members {@code at}, {@code body}, {@code kind}, {@code prev} (hash of
 * the entry before, in hexadecimal), {@code seq} (from 1) and {@code v}.
 * Immutable.
 */
public final class LogEntry {

    /** What the first entry names as the hash before it. */
    public static final Hash BEFORE_FIRST = Hash.of(new byte[Hash.LENGTH]);

    private static final int FORMAT = 1;

    private static final String AT = "{\"at\":\"";

    /** Sorted last, these members always end an entry; nothing inside its body can look like the end of the text. */
    private static final String KIND = ",\"kind\":\"";

    private static final String PREVIOUS = "\",\"prev\":\"";
    private static final String SEQUENCE = "\",\"seq\":";
    private static final String VERSION = ",\"v\":" + FORMAT + "}";
    private static final int HEX_LENGTH = 2 * Hash.LENGTH;
    private static final Pattern KIND_FORM = Pattern.compile("[a-z][a-z-]{0,31}");

    private static final int END_LENGTH = 200;
    private static final int AT_LENGTH = 64;

    private final long sequence;
    private final byte[] text;

    /**
     * An entry.
     *
     * @param sequence place in the log, from 1; its leaf in the tree is the one before, counted from 0
     * @param text the entry itself, in UTF-8; nobody changes it any more
     */
    public LogEntry(long sequence, byte[] text) {
        this.sequence = sequence;
        this.text = text;
    }

    /** What an entry's end says. */
    public record End(String kind, Hash previous, long sequence) {}

    /** An entry whose place isn't known yet: everything that can be made ready before the writer has its turn. */
    record Draft(String start) {

        static Draft of(String kind, Instant at, Json.ObjectValue body) {
            return new Draft(AT + at + "\",\"body\":" + CanonicalJson.text(body) + ",\"kind\":"
                    + CanonicalJson.text(Json.of(kind)) + ",\"prev\":\"");
        }

        /** About how many bytes it takes. */
        int length() {
            return start.length() + END_LENGTH;
        }

        LogEntry at(long sequence, Hash previous) {
            String text = start + previous.hex() + "\",\"seq\":" + sequence + ",\"v\":" + FORMAT + "}";
            return new LogEntry(sequence, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Place in the log, from 1. */
    public long sequence() {
        return sequence;
    }

    /** The entry itself: this is what is hashed. Not to be changed. */
    public byte[] text() {
        return text;
    }

    public Hash hash() {
        return TreeHasher.leaf(text);
    }

    /**
     * When what it tells of happened.
     *
     * @throws IllegalStateException if the text isn't that of an entry
     */
    public Instant at() {
        String start = new String(text, 0, Math.min(text.length, AT_LENGTH), StandardCharsets.ISO_8859_1);
        int end = start.indexOf('"', AT.length());
        try {
            if (start.startsWith(AT) && end > 0) {
                return Instant.parse(start.substring(AT.length(), end));
            }
        } catch (DateTimeParseException malformed) {
            // the same answer as for none
        }
        throw new IllegalStateException("entry " + sequence + " doesn't say when it was");
    }

    /** What the text's end says; empty where it isn't that of an entry. */
    public Optional<End> end() {
        int from = Math.max(0, text.length - END_LENGTH);
        String tail = new String(text, from, text.length - from, StandardCharsets.ISO_8859_1);
        int version = tail.length() - VERSION.length();
        int number = tail.lastIndexOf(SEQUENCE);
        int previous = number - HEX_LENGTH;
        int kindEnd = previous - PREVIOUS.length();
        int kind = kindEnd < 0 ? -1 : tail.lastIndexOf(KIND, kindEnd);
        if (kind < 0 || !tail.endsWith(VERSION) || !tail.startsWith(PREVIOUS, kindEnd)) {
            return Optional.empty();
        }
        String name = tail.substring(kind + KIND.length(), kindEnd);
        try {
            return KIND_FORM.matcher(name).matches()
                    ? Optional.of(new End(
                            name,
                            Hash.fromHex(tail.substring(previous, number)),
                            Long.parseUnsignedLong(tail, number + SEQUENCE.length(), version, 10)))
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogEntry entry && sequence == entry.sequence && Arrays.equals(text, entry.text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }

    @Override
    public String toString() {
        return "entry " + sequence;
    }
}
