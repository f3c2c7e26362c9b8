package dev.weir.auditlog.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file as bytes, one by one. Not thread-safe. */
final class Lines implements AutoCloseable {

    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; empty behind the last. */
    Optional<byte[]> next() throws IOException {
        if (from == to && !fill()) {
            return Optional.empty();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(2_048);
        do {
            int end = endOfLine();
            line.write(buffer, from, end - from);
            if (line.size() > LONGEST) {
                throw new IOException("a line is longer than any entry");
            }
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                break;
            }
        } while (fill());
        return Optional.of(line.toByteArray());
    }

    private int endOfLine() {
        int end = from;
        while (end < to && buffer[end] != '\n') {
            end++;
        }
        return end;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
