package dev.weir.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch on a real file. Each test waits for what must come, however long that takes. */
class FileWatchTest {

    private static final Duration TOLD = Duration.ofDays(1);
    private static final Duration POLLED = Duration.ofMillis(20);

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    @Test
    void edit_systemTells_isSeenWithoutPolling() throws Exception {
        Path path = Files.writeString(folder.resolve("policy.yaml"), "one");
        try (FileWatch watch = watch(path, TOLD)) {
            watch.start();
            awaitSeen("one"::equals);
            Files.writeString(path, "two");
            awaitSeen("two"::equals);
        }
    }

    @Test
    void renameOver_asEditorsDo_isSeen() throws Exception {
        Path path = Files.writeString(folder.resolve("policy.yaml"), "one");
        try (FileWatch watch = watch(path, TOLD)) {
            watch.start();
            awaitSeen("one"::equals);
            Path fresh = Files.writeString(folder.resolve(".policy.swp"), "two");
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            awaitSeen("two"::equals);
        }
    }

    @Test
    void swappedFolderBehindLinks_asConfigMapsAre_isSeen() throws Exception {
        Path first = Files.createDirectory(folder.resolve("v1"));
        Path second = Files.createDirectory(folder.resolve("v2"));
        Files.writeString(first.resolve("policy.yaml"), "one");
        Files.writeString(second.resolve("policy.yaml"), "two");
        Path data = Files.createSymbolicLink(folder.resolve("data"), first);
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        Path path = Files.createSymbolicLink(mounted.resolve("policy.yaml"), data.resolve("policy.yaml"));
        try (FileWatch watch = watch(path, POLLED)) {
            watch.start();
            awaitSeen("one"::equals);
            Path link = Files.createSymbolicLink(folder.resolve("data.new"), second);
            Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            awaitSeen("two"::equals);
        }
    }

    @Test
    void deletedAndBack_isSeen_evenWithItsFolder() throws Exception {
        Path path = folder.resolve("later").resolve("policy.yaml");
        try (FileWatch watch = watch(path, POLLED)) {
            watch.start();
            awaitSeen("(absent)"::equals);
            Files.createDirectory(folder.resolve("later"));
            Files.writeString(path, "one");
            awaitSeen("one"::equals);
            Files.delete(path);
            Files.delete(folder.resolve("later"));
            awaitSeen("(absent)"::equals);
            Files.createDirectory(folder.resolve("later"));
            Files.writeString(path, "two");
            awaitSeen("two"::equals);
        }
    }

    @Test
    void checkThatThrows_isCalledAgain() throws Exception {
        Path path = Files.writeString(folder.resolve("policy.yaml"), "one");
        PolicyFile file = new PolicyFile(path);
        try (FileWatch watch = new FileWatch(
                file,
                _ -> {
                    seen.add("called");
                    throw new IllegalStateException("broken");
                },
                POLLED,
                Duration.ZERO)) {
            watch.start();
            awaitSeen("called"::equals);
            awaitSeen("called"::equals);
        }
    }

    private FileWatch watch(Path path, Duration interval) {
        PolicyFile file = new PolicyFile(path);
        return new FileWatch(file, content -> seen.add(written(content)), interval, Duration.ofMillis(5));
    }

    private static String written(PolicyFile.Content content) {
        return switch (content) {
            case PolicyFile.Content.Present present -> new String(present.bytes(), StandardCharsets.UTF_8);
            case PolicyFile.Content.Absent _ -> "(absent)";
            case PolicyFile.Content.Unreadable unreadable -> unreadable.cause();
        };
    }

    private void awaitSeen(Predicate<String> wanted) throws InterruptedException, IOException {
        while (!wanted.test(seen.take())) {
            // what comes before it doesn't matter
        }
        assertThat(folder).exists();
    }
}
