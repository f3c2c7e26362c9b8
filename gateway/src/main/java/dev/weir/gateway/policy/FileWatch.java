package dev.weir.gateway.policy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a file looked at when it may have changed: at once where the system tells of changes in its folder, else after the
 * interval. What the system tells is a hint only. Symbolic links, swapped folders and editors that rename all come down
 * to other content under the same path, and content is what is compared.
 *
 * <p>A file that is being written is not whole, and half a policy can be a valid, looser one. Changed content therefore
 * counts once it was read twice alike, with the settle time between.
 */
final class FileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final PolicyFile file;
    private final Consumer<PolicyFile.Content> check;
    private final Duration interval;
    private final Duration settle;
    private final Thread thread;
    private volatile boolean closed;

    /** @param check takes what is in the file; called on the watch's thread, never twice at once */
    FileWatch(PolicyFile file, Consumer<PolicyFile.Content> check, Duration interval, Duration settle) {
        this.file = file;
        this.check = check;
        this.interval = interval;
        this.settle = settle;
        this.thread = Thread.ofPlatform().name("weir-policy-watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (WatchService service = FileSystems.getDefault().newWatchService()) {
            Optional<WatchKey> folder = watch(service);
            while (!closed) {
                look();
                await(service);
                folder = folder.filter(WatchKey::isValid).or(() -> watch(service));
            }
        } catch (InterruptedException end) {
            // close() ends the watch this way
        } catch (IOException | RuntimeException failed) {
            LOG.error("{} is no longer watched; POST /api/admin/v1/policies/reload reads it", file.path(), failed);
        }
    }

    private void look() throws InterruptedException {
        try {
            PolicyFile.Content first = file.read();
            if (first instanceof PolicyFile.Content.Present before && settle.isPositive()) {
                Thread.sleep(settle);
                if (!(file.read() instanceof PolicyFile.Content.Present after)
                        || !after.sha256().equals(before.sha256())) {
                    return;
                }
            }
            check.accept(first);
        } catch (RuntimeException failed) {
            LOG.error("looking at {} failed; it is tried again", file.path(), failed);
        }
    }

    /** Waits for a change in the folder, at most the interval. */
    private void await(WatchService service) throws InterruptedException {
        WatchKey key = service.poll(interval.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    private Optional<WatchKey> watch(WatchService service) {
        Path folder = file.path().toAbsolutePath().getParent();
        try {
            return folder == null
                    ? Optional.empty()
                    : Optional.of(folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
        } catch (IOException notWatchable) {
            // the folder may come later; until then the interval serves
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
