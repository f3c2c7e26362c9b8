package dev.weir.auditlog.journal;

import dev.weir.auditlog.merkle.Frontier;
import dev.weir.auditlog.merkle.Hash;
import dev.weir.auditlog.merkle.StoredTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two files beside the segments: {@code hashes}, the tree with every complete subtree, and {@code positions}, where each
 * entry stands in its segment. For the newest segment both are made anew at each start; the rest is synced before a segment
 * is closed. Thread-safe for reading; one writer.
 */
final class EntryIndex implements StoredTree, AutoCloseable {

    private static final int POSITION_LENGTH = Long.BYTES;

    private final NumberedFile hashes;
    private final NumberedFile positions;

    private EntryIndex(NumberedFile hashes, NumberedFile positions) {
        this.hashes = hashes;
        this.positions = positions;
    }

    static EntryIndex in(Path directory, Disk disk) throws IOException {
        NumberedFile hashes = NumberedFile.open(directory.resolve("hashes"), Hash.LENGTH, disk);
        return new EntryIndex(hashes, NumberedFile.open(directory.resolve("positions"), POSITION_LENGTH, disk));
    }

    /** Whether both files reach as far as this many entries. */
    boolean covers(long entries) throws IOException {
        return hashes.count() >= StoredTree.count(entries) && positions.count() >= entries;
    }

    @Override
    public Hash subtree(int level, long index) {
        try {
            return Hash.of(hashes.read(StoredTree.position(level, index)));
        } catch (IOException failed) {
            throw new UncheckedIOException("the journal's hashes can't be read", failed);
        }
    }

    /** Offset of an entry's length in its segment. */
    long position(long sequence) throws IOException {
        return ByteBuffer.wrap(positions.read(sequence - 1)).getLong();
    }

    /** What entries add to the two files, collected to be written at once. */
    static final class Addition {

        private final long firstHash;
        private final long firstPosition;
        private final ByteArrayOutputStream hashBytes = new ByteArrayOutputStream();
        private final List<Long> offsets = new ArrayList<>();

        Addition(long entriesBefore) {
            this.firstHash = StoredTree.count(entriesBefore);
            this.firstPosition = entriesBefore;
        }

        void add(Frontier frontier, Hash leaf, long offset) {
            frontier.append(leaf).forEach(subtree -> hashBytes.writeBytes(subtree.bytes()));
            offsets.add(offset);
        }
    }

    void write(Addition addition) throws IOException {
        hashes.write(addition.firstHash, ByteBuffer.wrap(addition.hashBytes.toByteArray()));
        ByteBuffer offsets = ByteBuffer.allocate(addition.offsets.size() * POSITION_LENGTH);
        addition.offsets.forEach(offsets::putLong);
        positions.write(addition.firstPosition, offsets.flip());
    }

    /** Notes where a frame's entries stand after it was moved. */
    void move(Frame frame, long position) throws IOException {
        ByteBuffer offsets = ByteBuffer.allocate(frame.count() * POSITION_LENGTH);
        frame.forEach((_, offset, _) -> offsets.putLong(position + offset));
        positions.write(frame.first() - 1, offsets.flip());
    }

    void sync() throws IOException {
        hashes.sync();
        positions.sync();
    }

    @Override
    public void close() throws IOException {
        try (hashes) {
            positions.close();
        }
    }
}
