package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
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
 * An entry whose length is negative has been pruned: that many bytes stand in its place, and they are its hash.
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(text -> add(bytes, text.length, text));
        return sealed(first, texts.size(), bytes);
    }

    /**
     * The bytes of this frame with nothing left of some entries but their hashes.
     *
     * @throws DamagedJournalException if an entry isn't the one of the tree
     */
    ByteBuffer without(SequenceSet pruned, LongFunction<Hash> hashes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        forEach((sequence, _, entry) -> {
            Hash hash = hashes.apply(sequence);
            if (!entry.hash().equals(hash)) {
                throw new DamagedJournalException(sequence, "entry " + sequence + " isn't as it was written");
            }
            if (entry instanceof Stored.Whole whole && !pruned.contains(sequence)) {
                add(bytes, whole.entry().text().length, whole.entry().text());
            } else {
                add(bytes, -Hash.LENGTH, hash.bytes());
            }
        });
        return sealed(first, count, bytes);
    }

    private static void add(ByteArrayOutputStream bytes, int length, byte[] content) {
        bytes.writeBytes(ByteBuffer.allocate(LENGTH_OF_LENGTH).putInt(length).array());
        bytes.writeBytes(content);
    }

    private static ByteBuffer sealed(long first, int count, ByteArrayOutputStream entries) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + entries.size());
        frame.putInt(entries.size()).putInt(0).putLong(first).putInt(count).put(entries.toByteArray());
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
            byte[] content = new byte[Math.abs(length)];
            rest.get(content);
            visitor.visit(sequence, offset, Stored.of(sequence, length, content));
        }
    }

    /** What stands in an entry's place. */
    sealed interface Stored {

        /** Hash of the entry. */
        Hash hash();

        /** The entry itself; empty where it was pruned. */
        Optional<LogEntry> whole();

        /** What stands behind a length. */
        static Stored of(long sequence, int length, byte[] content) throws DamagedJournalException {
            if (length >= 0) {
                return new Whole(new LogEntry(sequence, content));
            }
            if (content.length != Hash.LENGTH) {
                throw new DamagedJournalException(sequence, "entry " + sequence + " has neither text nor hash");
            }
            return new Pruned(Hash.of(content));
        }

        /** All of it. */
        record Whole(LogEntry entry) implements Stored {
            @Override
            public Hash hash() {
                return entry.hash();
            }

            @Override
            public Optional<LogEntry> whole() {
                return Optional.of(entry);
            }
        }

        /** Its hash alone. */
        record Pruned(Hash hash) implements Stored {
            @Override
            public Optional<LogEntry> whole() {
                return Optional.empty();
            }
        }
    }

    /** Takes what stands in one entry's place. */
    @FunctionalInterface
    interface Visitor {
        void visit(long sequence, int offset, Stored entry) throws IOException;
    }
}
