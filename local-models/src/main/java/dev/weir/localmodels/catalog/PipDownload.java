package dev.weir.localmodels.catalog;

import dev.weir.localmodels.catalog.ModelSource.PythonPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Fetches a wheel with {@code pip download}, so that the user's index, mirror, proxy and certificates apply. Only
 * wheels are taken and pip is given the digest, so no code of the package runs.
 */
final class PipDownload {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String NO_PIP = "No module named pip";

    private final PullSettings settings;
    private final Path folder;

    /** @param folder an empty folder of its own, which the caller deletes afterwards */
    PipDownload(PullSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** The wheel, its digest checked by pip but not yet by us. */
    Path fetch(PythonPackage source, LongConsumer progress) throws SourceException {
        Path log = folder.resolve("pip.log");
        Path arriving = folder.resolve("arriving");
        Path wheels = folder.resolve("wheels");
        try {
            Files.createDirectories(arriving);
            Files.createDirectories(wheels);
            Path requirement = Files.writeString(
                    folder.resolve("requirement.txt"),
                    source.name() + "==" + source.version() + " --hash=sha256:" + source.wheelSha256() + "\n");
            ProcessBuilder builder = new ProcessBuilder(command(requirement, wheels))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("TMPDIR", arriving.toString());
            run(builder, log, progress);
        } catch (IOException e) {
            throw SourceException.onDisk("cannot write " + folder, e);
        }
        Path wheel = wheels.resolve(source.wheel());
        if (!Files.isRegularFile(wheel)) {
            throw SourceException.refused("pip brought another file than " + source.wheel());
        }
        return wheel;
    }

    private List<String> command(Path requirement, Path wheels) {
        List<String> command = new ArrayList<>(settings.python());
        command.addAll(List.of("-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir"));
        command.addAll(List.of("--no-input", "--disable-pip-version-check", "--progress-bar", "off"));
        command.addAll(List.of("--timeout", "15", "--retries", "2", "--require-hashes"));
        command.addAll(List.of("-r", requirement.toString(), "-d", wheels.toString()));
        return command;
    }

    private void run(ProcessBuilder builder, Path log, LongConsumer progress) throws SourceException, IOException {
        Process pip;
        try {
            pip = builder.start();
        } catch (IOException e) {
            throw SourceException.unreachable(
                    "`" + settings.python().getFirst() + "` isn't installed, or isn't on the PATH", e);
        }
        try {
            pip.getOutputStream().close();
            await(pip, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceException.unreachable("interrupted", e);
        } finally {
            pip.descendants().forEach(ProcessHandle::destroyForcibly);
            pip.destroyForcibly();
        }
        if (pip.exitValue() != 0) {
            throw SourceException.unreachable(reason(log, pip.exitValue()), null);
        }
    }

    private void await(Process pip, LongConsumer progress) throws InterruptedException, SourceException {
        // pip tries an index three times with 15 s each before it gives up by itself
        Duration patience = settings.stall().multipliedBy(3);
        long seen = 0;
        long lastByte = System.nanoTime();
        while (!pip.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            long now = bytesBelow(folder);
            if (now > seen) {
                seen = now;
                lastByte = System.nanoTime();
                progress.accept(now);
            } else if (System.nanoTime() - lastByte > patience.toNanos()) {
                throw SourceException.unreachable("pip stalled: no byte for " + HttpTransfer.seconds(patience), null);
            }
        }
    }

    private static String reason(Path log, int exit) throws IOException {
        // bytes that are no UTF-8 must not hide the reason
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (lines.stream().anyMatch(line -> line.contains(NO_PIP))) {
            return "Python has no pip (Debian: apt-get install python3-pip)";
        }
        return lines.stream()
                .filter(line -> line.startsWith("ERROR: "))
                .map(line -> "pip says: " + line.substring("ERROR: ".length()))
                .reduce((first, second) -> second)
                .orElse("pip ended with exit code " + exit);
    }

    private static long bytesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Predicate<Path> isFile = Files::isRegularFile;
            return files.filter(isFile).mapToLong(PipDownload::size).sum();
        } catch (IOException | UncheckedIOException e) {
            // files come and go while pip works; the next look sees better
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
