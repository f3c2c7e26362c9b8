package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is written and synced at once: a header and some entries. All numbers are big-endian.
 *
 * <pre>
 * int  length of the entries with their lengths
 * int  CRC-32C of everything behind it
 * long sequence number of the first entry
 * int  number of entries
 * then each entry: int length, its text
 * </pre>
 *
 * An entry whose length is negative has been pruned: that many bytes stand in its place and mean nothing.
 *
 * @param entries the entries with their lengths
 */
record Frame(long first, int count, ByteBuffer entries) {

    static final int HEADER = 20;
    private static final int CHECKSUM_AT = 4;
    private static final int FIRST_AT = 8;
    private static final int COUNT_AT = 16;
    static final int LENGTH_OF_LENGTH = 4;

    /** No frame is longer: what claims to be isn't one. */
    static final int MAX_LENGTH = 64 << 20;

    static final int MAX_COUNT = 1 << 20;

    /** The bytes of a frame with these entries, the first of which is {@code first}. */
    static ByteBuffer encode(long first, List<byte[]> texts) {
        int length =
                texts.stream().mapToInt(text -> LENGTH_OF_LENGTH + text.length).sum();
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.putInt(length).putInt(0).putLong(first).putInt(texts.size());
        texts.forEach(text -> frame.putInt(text.length).put(text));
        return seal(frame.flip());
    }

    /** Writes the checksum of a frame into it. */
    static ByteBuffer seal(ByteBuffer frame) {
        frame.putInt(CHECKSUM_AT, checksum(frame));
        return frame;
    }

    private static int checksum(ByteBuffer frame) {
        CRC32C checksum = new CRC32C();
        checksum.update(frame.duplicate().position(FIRST_AT));
        return (int) checksum.getValue();
    }

    /** The frame at a position; empty where none is whole. */
    static Optional<Frame> read(FileChannel file, long position) throws IOException {
        Optional<ByteBuffer> header = bytes(file, position, HEADER);
        if (header.isEmpty() || !plausible(header.get(), file.size() - position)) {
            return Optional.empty();
        }
        int length = header.get().getInt(0);
        Optional<ByteBuffer> whole = bytes(file, position, HEADER + length);
        if (whole.isEmpty() || checksum(whole.get()) != whole.get().getInt(CHECKSUM_AT)) {
            return Optional.empty();
        }
        ByteBuffer frame = whole.get();
        return Optional.of(new Frame(frame.getLong(FIRST_AT), frame.getInt(COUNT_AT), frame.position(HEADER)));
    }

    /** Whether a header could be a frame's that fits into this room. */
    static boolean plausible(ByteBuffer header, long room) {
        int length = header.getInt(0);
        int count = header.getInt(COUNT_AT);
        return length >= 0
                && length <= MAX_LENGTH
                && HEADER + (long) length <= room
                && count > 0
                && count <= MAX_COUNT
                && header.getLong(FIRST_AT) > 0;
    }

    private static Optional<ByteBuffer> bytes(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes.flip());
    }

    int length() {
        return entries.capacity();
    }

    long end() {
        return first + count;
    }

    /** Goes through the entries; {@code offset} is that of an entry's length in the frame. */
    void forEach(Visitor visitor) throws IOException {
        ByteBuffer rest = entries.duplicate();
        for (long sequence = first; sequence < end(); sequence++) {
            int offset = rest.position();
            int length = rest.getInt();
            if (length < 0) {
                rest.position(rest.position() - length);
                visitor.visit(sequence, offset, Optional.empty());
            } else {
                byte[] text = new byte[length];
                rest.get(text);
                visitor.visit(sequence, offset, Optional.of(new LogEntry(sequence, text)));
            }
        }
    }

    /** Takes one entry; a pruned one has nothing left. */
    @FunctionalInterface
    interface Visitor {
        void visit(long sequence, int offset, Optional<LogEntry> entry) throws IOException;
    }
}
