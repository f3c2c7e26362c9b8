package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How patient a pull is and what it uses.
 *
 * @param connect the longest wait for a connection
 * @param stall the longest wait for the next byte
 * @param attempts tries per source, as long as each brings bytes
 * @param python the command that starts Python with pip
 * @param space how much room a folder has
 */
record PullSettings(Duration connect, Duration stall, int attempts, List<String> python, UsableSpace space) {

    PullSettings {
        python = List.copyOf(python);
    }

    static PullSettings standard() {
        return new PullSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                5,
                List.of("python3"),
                folder -> Files.getFileStore(folder).getUsableSpace());
    }

    /** Bytes that may still be written below a folder. */
    @FunctionalInterface
    interface UsableSpace {
        long bytes(Path folder) throws IOException;
    }
}
