package dev.weir.gateway.inference.cloud;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the data of server-sent events from a stream of bytes, however they are cut (WHATWG HTML, "Server-sent
 * events"). Works on bytes, so that no character is ever split. Comments and fields other than {@code data} are left
 * out; an event at the end of the stream counts even without its blank line. Not thread-safe.
 */
final class SseReader {

    private static final int EVENT_LIMIT = 4 << 20;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private final byte[] buffer = new byte[8192];
    private int position;
    private int filled;
    private boolean afterCarriageReturn;
    private boolean first = true;
    private boolean ended;

    SseReader(InputStream bytes) {
        this.bytes = bytes;
    }

    /**
     * Waits for the data of the next event, its lines joined by line feeds; empty at the end.
     *
     * @throws IOException if the stream breaks off, or an event is above 4 MiB
     */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean found = false;
        while (true) {
            byte[] line = line();
            if (line.length == 0) {
                if (found) {
                    return Optional.of(data.toByteArray());
                }
                if (ended) {
                    return Optional.empty();
                }
            } else if (isData(line)) {
                if (found) {
                    data.write('\n');
                }
                found = true;
                appendValue(line, data);
            }
        }
    }

    private static boolean isData(byte[] line) {
        return startsWith(line, DATA) && (line.length == DATA.length || line[DATA.length] == ':');
    }

    private static void appendValue(byte[] line, ByteArrayOutputStream data) throws IOException {
        int start = Math.min(line.length, DATA.length + 1);
        if (start < line.length && line[start] == ' ') {
            start++;
        }
        if (data.size() + line.length - start > EVENT_LIMIT) {
            throw new IOException("an event is too large");
        }
        data.write(line, start, line.length - start);
    }

    /** The next line without its end; empty at the end of the stream too. */
    private byte[] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            boolean secondHalf = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (secondHalf) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return withoutMark(line.toByteArray());
            }
            if (line.size() >= EVENT_LIMIT) {
                throw new IOException("a line is too long");
            }
            line.write(next);
        }
        ended = true;
        return withoutMark(line.toByteArray());
    }

    private byte[] withoutMark(byte[] line) {
        boolean marked = first && startsWith(line, BYTE_ORDER_MARK);
        first = false;
        return marked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = ended ? -1 : bytes.read(buffer, 0, buffer.length);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }
}
