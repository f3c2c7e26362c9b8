package dev.weir.auditlog.json;

/** Text that isn't JSON, or a value that JSON in RFC 8785's form can't hold. Never quotes the text. */
public final class JsonFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }
}
