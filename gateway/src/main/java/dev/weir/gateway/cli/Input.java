package dev.weir.gateway.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** What a command reads: a file, or standard input. */
final class Input {
    /** The name that stands for standard input. */
    static final String STANDARD_INPUT = "-";

    private Input() {}

    /** Opens a file; standard input stays open when what this returns is closed. */
    static InputStream open(String written, Surroundings surroundings) throws IOException {
        return written.equals(STANDARD_INPUT)
                ? new KeptOpen(System.in)
                : Files.newInputStream(surroundings.path(written));
    }

    private static final class KeptOpen extends FilterInputStream {
        private KeptOpen(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {
            // It belongs to the process.
        }
    }
}
