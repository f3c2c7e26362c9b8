package dev.weir.gateway.audit.shipping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds a secret and nothing else. */
final class SecretFile {

    private SecretFile() {}

    /**
     * The secret, without white space around it.
     *
     * @param setting name of the setting, for the error
     */
    static String read(String setting, String file) throws InvalidShippingException {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new InvalidShippingException(
                    "The file of `" + setting + "` can't be read: "
                            + unreadable.getClass().getSimpleName() + ".",
                    "Check that it is there, is text, and that this user may read it.");
        }
    }
}
