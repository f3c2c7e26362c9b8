package dev.weir.gateway.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of content, one for each subject, wrapped under the master key. They lie in a file of their own with a slot of
 * fixed size for each, so that one is destroyed where it stands: a database leaves what it deletes in its file until it
 * happens to write there again.
 *
 * <p>A head of {@value #HEAD} bytes: a mark, then the master key's id. A slot of {@value #SLOT} bytes: 1 where it is taken,
 * the subject (32 bytes of text), the wrapped key (60 bytes), zeros. A key is bound to its subject and slot. Thread-safe.
 */
final class DataKeys implements AutoCloseable {

    private static final String FILE = "capture-keys";
    private static final byte[] MARK = "weir captured content keys 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 64;
    private static final int ID_AT = 32;
    private static final int ID_BYTES = 16;
    private static final int SLOT = 128;
    private static final int SUBJECT = 32;
    private static final int KEY = 32;
    private static final int WRAPPED = KEY + AesGcm.OVERHEAD;

    private final FileChannel file;
    private final Optional<MasterKey> master;
    private final AesGcm cipher;
    private final SecureRandom random;

    /** Guarded by this. */
    private final BitSet taken;

    private DataKeys(FileChannel file, Optional<MasterKey> master, SecureRandom random, BitSet taken) {
        this.file = file;
        this.master = master;
        this.cipher = new AesGcm(random);
        this.random = random;
        this.taken = taken;
    }

    /** A key and where it lies. */
    record Placed(long slot, SecretKey key) {}

    /**
     * Opens the file in a folder, and makes it where there is none.
     *
     * @throws CaptureKeyException if it can't be used, or belongs to another master key
     */
    static DataKeys open(Path directory, Optional<MasterKey> master, SecureRandom random) {
        Path path = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            FileChannel file = channel(path);
            try {
                byte[] head = read(file, 0, HEAD);
                if (file.size() == 0 || isBlank(head)) {
                    head = newHead();
                    write(file, 0, head);
                }
                if (!Arrays.equals(Arrays.copyOf(head, MARK.length), MARK)) {
                    throw new CaptureKeyException(
                            path + " doesn't hold keys of captured content, or is damaged.",
                            "Restore it from a backup. Without it captured content can't be read.");
                }
                BitSet taken = taken(file);
                if (master.isPresent()) {
                    bind(file, head, master.get(), taken.isEmpty());
                }
                return new DataKeys(file, master, random, taken);
            } catch (IOException | RuntimeException failed) {
                file.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new CaptureKeyException(
                    "The keys of captured content can't be used: " + path + ".",
                    "Check that the directory exists, that this user may write there, and that the disk has room.",
                    failed);
        }
    }

    /** A file without keys takes any master key. */
    private static void bind(FileChannel file, byte[] head, MasterKey master, boolean empty) throws IOException {
        if (Arrays.equals(Arrays.copyOfRange(head, ID_AT, ID_AT + ID_BYTES), master.id())) {
            return;
        }
        if (!empty) {
            throw new CaptureKeyException(
                    "The master key isn't the one that captured content is encrypted under.",
                    "Give the master key that was in use before. To go on under a new one, move `" + FILE
                            + "` away: what was captured until then can't be read any more.");
        }
        write(file, ID_AT, master.id());
    }

    private static byte[] newHead() {
        return Arrays.copyOf(MARK, HEAD);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static BitSet taken(FileChannel file) throws IOException {
        BitSet taken = new BitSet();
        long slots = (file.size() - HEAD + SLOT - 1) / SLOT;
        ByteBuffer many = ByteBuffer.allocate(SLOT * 4_096);
        long at = 0;
        while (at < slots) {
            many.clear();
            int count = readFully(file, many, HEAD + at * SLOT);
            for (int offset = 0; offset < count; offset += SLOT) {
                if (many.get(offset) != 0) {
                    taken.set(Math.toIntExact(at));
                }
                at++;
            }
        }
        return taken;
    }

    /** Whether keys can be made and opened. */
    boolean canSeal() {
        return master.isPresent();
    }

    /** Makes a key that is on disk when this returns. */
    synchronized Placed create(String subject) {
        MasterKey wrapper = master.orElseThrow(() -> new IllegalStateException("there is no master key"));
        byte[] key = new byte[KEY];
        random.nextBytes(key);
        int slot = taken.nextClearBit(0);
        byte[] wrapped = cipher.seal(wrapper.wrapping(), key, context(subject, slot));
        ByteBuffer bytes = ByteBuffer.allocate(SLOT)
                .put((byte) 1)
                .put(subjectBytes(subject))
                .put(wrapped);
        try {
            write(file, position(slot), bytes.array());
        } catch (IOException failed) {
            throw new UncheckedIOException("a key of captured content can't be written", failed);
        }
        taken.set(slot);
        return new Placed(slot, new SecretKeySpec(key, "AES"));
    }

    /** The key of a subject; empty where it was destroyed, or there is no master key. */
    synchronized Optional<SecretKey> find(String subject, long slot) {
        try {
            byte[] bytes = read(file, position(slot), SLOT);
            if (master.isEmpty() || !holds(bytes, subject)) {
                return Optional.empty();
            }
            byte[] wrapped = Arrays.copyOfRange(bytes, 1 + SUBJECT, 1 + SUBJECT + WRAPPED);
            return cipher.open(master.get().wrapping(), wrapped, context(subject, slot))
                    .map(key -> new SecretKeySpec(key, "AES"));
        } catch (IOException failed) {
            throw new UncheckedIOException("a key of captured content can't be read", failed);
        }
    }

    /**
     * Overwrites a subject's key where it stands; on disk when this returns.
     *
     * @return whether it was there
     */
    synchronized boolean destroy(String subject, long slot) {
        try {
            if (!holds(read(file, position(slot), SLOT), subject)) {
                return false;
            }
            write(file, position(slot), new byte[SLOT]);
            taken.clear(Math.toIntExact(slot));
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException("a key of captured content can't be destroyed", failed);
        }
    }

    private static boolean holds(byte[] slot, String subject) {
        return slot[0] != 0 && Arrays.equals(Arrays.copyOfRange(slot, 1, 1 + SUBJECT), subjectBytes(subject));
    }

    private static byte[] subjectBytes(String subject) {
        byte[] bytes = subject.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length != SUBJECT) {
            throw new IllegalArgumentException("a subject's fingerprint has " + SUBJECT + " characters");
        }
        return bytes;
    }

    private static byte[] context(String subject, long slot) {
        return ("weir capture key\0" + subject + "\0" + slot).getBytes(StandardCharsets.UTF_8);
    }

    private static long position(long slot) {
        return HEAD + slot * SLOT;
    }

    private static FileChannel channel(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(
                path,
                EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                ownerOnly);
    }

    /** As many bytes as asked for, zeros beyond the file's end. */
    private static byte[] read(FileChannel file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        readFully(file, bytes, position);
        return bytes.array();
    }

    private static int readFully(FileChannel file, ByteBuffer bytes, long position) throws IOException {
        int count = 0;
        while (bytes.hasRemaining()) {
            int got = file.read(bytes, position + count);
            if (got < 0) {
                break;
            }
            count += got;
        }
        return count;
    }

    private static void write(FileChannel file, long position, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            file.write(bytes, position + bytes.position());
        }
        file.force(true);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
