package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where Weir keeps things.
 *
 * @param data the data folder: keys, decisions, logs; its owner's alone
 * @param models the model store, shared by all data folders
 */
record Folders(Path data, Path models) {

    /** The file that the gateway writes its first key to. */
    Path bootstrapKey() {
        return data.resolve("bootstrap.key");
    }

    /** The log of a gateway that runs in the background. */
    Path log() {
        return data.resolve("weir.log");
    }

    /**
     * Creates the data folder for its owner alone, if it isn't there, and makes sure that it can be written.
     *
     * @throws CommandFailure if not
     */
    void prepareData() {
        try {
            createPrivate(data);
            Path probe = Files.createTempFile(data, ".writable", "");
            Files.delete(probe);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot write the data folder " + data + ": " + Failures.reason(e),
                    "choose another one with --data-dir, or change its owner",
                    e);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }
}
