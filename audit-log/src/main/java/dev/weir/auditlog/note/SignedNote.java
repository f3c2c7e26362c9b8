package dev.weir.auditlog.note;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text with signatures below it, as C2SP's signed-note specifies.
 *
 * @param text ends with a line feed; this is what is signed
 */
public record SignedNote(String text, List<SignatureLine> signatures) {

    private static final Pattern LINE = Pattern.compile("\u2014 ([^+\\s]+) ([A-Za-z0-9+/]+=*)");
    private static final int KEY_ID_LENGTH = 4;

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a note ends with a line feed");
        }
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature.
     *
     * @param keyId eight hexadecimal digits
     * @param signature in hexadecimal
     */
    public record SignatureLine(String name, String keyId, String signature) {

        byte[] bytes() {
            return HexFormat.of().parseHex(signature);
        }

        private String encoded() {
            byte[] both = HexFormat.of().parseHex(keyId + signature);
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
        }
    }

    /**
     * Reads a note.
     *
     * @throws IllegalArgumentException if this isn't a note with a signature
     */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a signed note has a text, a blank line and signatures");
        }
        List<SignatureLine> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            signatures.add(signature(line));
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /**
     * The note with the signatures of another one of the same text.
     *
     * @throws IllegalArgumentException if the texts differ
     */
    public SignedNote and(SignedNote other) {
        if (!text.equals(other.text)) {
            throw new IllegalArgumentException("only signatures of one text stand together");
        }
        return new SignedNote(
                text,
                Stream.concat(signatures.stream(), other.signatures.stream()).toList());
    }

    private static SignatureLine signature(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a signature line reads \u2014 NAME BASE64");
        }
        byte[] both = Base64.getDecoder().decode(parts.group(2));
        if (both.length <= KEY_ID_LENGTH) {
            throw new IllegalArgumentException("a signature is too short");
        }
        return new SignatureLine(
                parts.group(1),
                HexFormat.of().formatHex(both, 0, KEY_ID_LENGTH),
                HexFormat.of().formatHex(both, KEY_ID_LENGTH, both.length));
    }

    /** The note with its signatures, ready for a file. */
    public String encoded() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.encoded()));
        return out.toString();
    }
}
