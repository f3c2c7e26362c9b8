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

        /** @param bytes at most one more than a policy may have */
        record Present(String sha256, byte[] bytes) implements Content {}

        record Absent() implements Content {}

        /** @param cause type of the failure */
        record Unreadable(String cause) implements Content {}
    }

    Content read() {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(PolicyLoader.LARGEST + 1);
            return new Content.Present(Sha256.of(bytes), bytes);
        } catch (NoSuchFileException gone) {
            return new Content.Absent();
        } catch (IOException failed) {
            return new Content.Unreadable(failed.getClass().getSimpleName());
        }
    }
}
