package dev.weir.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which process serves a data folder. {@code weir.lock} is locked by the server for as long as it lives, and the
 * operating system frees it when the server dies, however it dies; {@code weir.pid} holds the process id and, once the
 * server is ready, its address in a second line. A pid file without the lock is stale and is removed.
 */
final class RunFile {

    private final Path folder;

    RunFile(Path dataFolder) {
        this.folder = dataFolder;
    }

    /**
     * The server that has this data folder.
     *
     * @param pid its process id; empty for the moment between lock and pid file
     * @param address its address once it's ready
     */
    record Running(Optional<Long> pid, Optional<URI> address) {}

    /** The server at work on this data folder, if there is one. */
    Optional<Running> running() {
        if (!Files.exists(lockFile())) {
            return Optional.empty();
        }
        try {
            Optional<Hold> free = tryHold();
            if (free.isEmpty()) {
                return Optional.of(read());
            }
            free.get().release();
            return Optional.empty();
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "cannot read " + lockFile() + ": " + Failures.reason(e), "is the data folder yours?", e);
        }
    }

    /**
     * Takes the data folder for this process.
     *
     * @return empty if another process has it
     */
    Optional<Hold> tryHold() throws IOException {
        FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // this very process has it; that counts as held
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new Hold(channel));
    }

    private Running read() throws IOException {
        if (!Files.exists(pidFile())) {
            return new Running(Optional.empty(), Optional.empty());
        }
        List<String> lines = Files.readAllLines(pidFile());
        return new Running(
                lines.stream().findFirst().flatMap(RunFile::pid),
                lines.stream().skip(1).findFirst().map(URI::create));
    }

    private static Optional<Long> pid(String line) {
        return line.matches("\\d{1,18}") ? Optional.of(Long.valueOf(line)) : Optional.empty();
    }

    private Path lockFile() {
        return folder.resolve("weir.lock");
    }

    private Path pidFile() {
        return folder.resolve("weir.pid");
    }

    /** The data folder, held by this process. */
    final class Hold {

        private final FileChannel channel;

        private Hold(FileChannel channel) {
            this.channel = channel;
        }

        /** Says which process this is, and where it answers if it does so already. */
        void tell(@Nullable URI address) throws IOException {
            String text = ProcessHandle.current().pid() + "\n" + (address == null ? "" : address + "\n");
            Path written = Files.writeString(folder.resolve("weir.pid.part"), text);
            Files.move(written, pidFile(), StandardCopyOption.ATOMIC_MOVE);
        }

        /** Gives the data folder back; what a dead server left goes too. */
        void release() throws IOException {
            try (channel) {
                Files.deleteIfExists(pidFile());
            }
        }
    }
}
