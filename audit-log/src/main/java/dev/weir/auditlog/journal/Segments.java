package dev.weir.auditlog.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a journal, each named by its first entry. Thread-safe. */
final class Segments {

    /** Every segment begins with this. */
    static final byte[] MAGIC = "WEIRLOG1".getBytes(StandardCharsets.US_ASCII);

    /** What is behind the name of a segment that is being rewritten. */
    static final String UNFINISHED = ".new";

    private static final Pattern NAME = Pattern.compile("([0-9]{19})\\.segment");

    private final Path directory;
    private final NavigableMap<Long, Path> files = new ConcurrentSkipListMap<>();

    private Segments(Path directory) {
        this.directory = directory;
    }

    static Segments in(Path directory) throws IOException {
        Segments segments = new Segments(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                segments.add(file);
            }
        }
        return segments;
    }

    private void add(Path file) throws IOException {
        String text = file.getFileName().toString();
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            files.put(Long.parseLong(name.group(1)), file);
        } else if (text.endsWith(".segment" + UNFINISHED)) {
            // a crash came before it took the segment's name: nothing of it counts
            Files.delete(file);
        }
    }

    Path directory() {
        return directory;
    }

    /** First entries of all segments, ascending. */
    List<Long> firsts() {
        return List.copyOf(files.keySet());
    }

    /** First entry of the newest segment. */
    Optional<Long> last() {
        return files.isEmpty() ? Optional.empty() : Optional.of(files.lastKey());
    }

    /** The segment that has an entry, by its first one; empty where it was removed. */
    Optional<Map.Entry<Long, Path>> holding(long sequence) {
        return Optional.ofNullable(files.floorEntry(sequence));
    }

    /** The first segment that begins behind an entry. */
    Optional<Map.Entry<Long, Path>> after(long sequence) {
        return Optional.ofNullable(files.higherEntry(sequence));
    }

    /** Begins a segment: the file, its name and its beginning are on disk when this returns. */
    FileChannel create(long first, Disk disk) throws IOException {
        Path file = directory.resolve("%019d.segment".formatted(first));
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            disk.write(channel, ByteBuffer.wrap(MAGIC), 0);
            disk.sync(channel);
            syncDirectory(directory);
            files.put(first, file);
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    FileChannel open(long first) throws IOException {
        Path file = files.get(first);
        if (file == null) {
            throw new IllegalArgumentException("no segment begins with entry " + first);
        }
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Puts a directory's list of files on disk, where the platform can. */
    static void syncDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Whether a file begins as segments do. */
    static boolean begins(FileChannel file) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(MAGIC.length);
        while (magic.hasRemaining() && file.read(magic, magic.position()) >= 0) {
            // reads on until it is whole
        }
        return !magic.hasRemaining() && ByteBuffer.wrap(MAGIC).equals(magic.flip());
    }
}
