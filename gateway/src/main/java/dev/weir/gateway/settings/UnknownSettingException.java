package dev.weir.gateway.settings;

/** The configuration holds a section under {@code weir} that doesn't exist. */
public final class UnknownSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownSettingException(String message) {
        super(message);
    }
}
