package dev.weir.localmodels.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A list of an import's files with sizes and checksums, written last: what it vouches for is whole. */
final class ImportSeal {

    private static final String NAME = "seal";
    private static final int CHUNK = 1 << 20;

    private ImportSeal() {}

    /** Seals a folder as it is now. */
    static void set(Path folder) throws IOException {
        Files.writeString(folder.resolve(NAME), listing(folder), UTF_8, StandardOpenOption.CREATE_NEW);
    }

    /** Whether a folder is there, sealed, and as it was then. */
    static boolean holds(Path folder) throws IOException {
        Path seal = folder.resolve(NAME);
        return Files.isRegularFile(seal) && listing(folder).equals(Files.readString(seal, UTF_8));
    }

    private static String listing(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(path -> !path.endsWith(NAME)).sorted().toList();
        }
        StringBuilder lines = new StringBuilder();
        for (Path file : files) {
            lines.append("%s %d %08x%n".formatted(file.getFileName(), Files.size(file), checksum(file)));
        }
        return lines.toString();
    }

    private static long checksum(Path file) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(chunk.clear()) >= 0) {
                checksum.update(chunk.flip());
            }
        }
        return checksum.getValue();
    }
}
