package dev.weir.policy.detection;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Runs of base64 (RFC 4648, both alphabets) or hexadecimal in a text that decode to something a person can read. */
final class EncodedRuns {

    /** Shorter runs can't hold anything that a recogniser would find. */
    private static final int MIN_RUN = 12;

    private static final int PROBE = 16;

    private EncodedRuns() {}

    /** One run and what it says. */
    record Run(int start, int end, String decoded) {}

    static List<Run> find(String text) {
        var runs = new ArrayList<Run>();
        int i = 0;
        while (i < text.length()) {
            int end = runEnd(text, i);
            if (end - i >= MIN_RUN) {
                int padded = end;
                while (padded < text.length() && padded < end + 2 && text.charAt(padded) == '=') {
                    padded++;
                }
                int start = i;
                int last = padded;
                decode(text.substring(i, end)).ifPresent(decoded -> runs.add(new Run(start, last, decoded)));
            }
            i = end + 1;
        }
        return runs;
    }

    /** Where the run of base64 characters that begins here ends. */
    static int runEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isBase64(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** What a run says, where a person can read it. */
    static Optional<String> decode(String run) {
        return decodeBase64(run).or(() -> decodeHexadecimal(run));
    }

    private static Optional<String> decodeBase64(String run) {
        boolean url = run.indexOf('-') >= 0 || run.indexOf('_') >= 0;
        boolean standard = run.indexOf('+') >= 0 || run.indexOf('/') >= 0;
        if ((url && standard) || run.length() % 4 == 1) {
            return Optional.empty();
        }
        Base64.Decoder decoder = url ? Base64.getUrlDecoder() : Base64.getDecoder();
        try {
            if (run.length() > PROBE && !startsReadable(decoder.decode(run.substring(0, PROBE)))) {
                return Optional.empty();
            }
            return readable(decoder.decode(run));
        } catch (IllegalArgumentException e) {
            // Bits left over at the end: no encoder writes that.
            return Optional.empty();
        }
    }

    private static Optional<String> decodeHexadecimal(String run) {
        if (run.length() % 2 != 0 || run.chars().anyMatch(c -> !HexFormat.isHexDigit(c))) {
            return Optional.empty();
        }
        return readable(HexFormat.of().parseHex(run));
    }

    private static boolean startsReadable(byte[] bytes) {
        for (byte b : bytes) {
            if ((b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') || b == 127) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> readable(byte[] bytes) {
        if (!startsReadable(bytes)) {
            return Optional.empty();
        }
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(decoded.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }
}
