package dev.weir.gateway.policy;

import dev.weir.policy.yaml.PolicyLoader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A policy's file. It is read whole, in one go, every time: whoever compares, compares what was read. */
record PolicyFile(Path path) {

    /** What is there now. */
    sealed interface Content {

        /** All that the file holds, or one byte more than a policy may have. */
        final class Present implements Content {

            private final String sha256;
            private final byte[] bytes;

            Present(byte[] bytes) {
                this.bytes = bytes;
                this.sha256 = Sha256.of(bytes);
            }

            String sha256() {
                return sha256;
            }

            /** The content itself, not a copy: not to be changed. */
            byte[] bytes() {
                return bytes;
            }
        }

        /** There is no file. */
        record Absent() implements Content {}

        /** It can't be read; {@code cause} is the type of the failure. */
        record Unreadable(String cause) implements Content {}
    }

    Content read() {
        try (InputStream stream = Files.newInputStream(path)) {
            return new Content.Present(stream.readNBytes(PolicyLoader.LARGEST + 1));
        } catch (NoSuchFileException gone) {
            return new Content.Absent();
        } catch (IOException failed) {
            return new Content.Unreadable(failed.getClass().getSimpleName());
        }
    }
}
