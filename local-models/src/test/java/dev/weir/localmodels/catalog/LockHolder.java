package dev.weir.localmodels.catalog;

import java.nio.file.Path;

/** A process of its own that takes a store lock, says so with one {@code h}, and holds on until it's killed. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        try (StoreLock _ = StoreLock.acquire(Path.of(arguments[0]), () -> {})) {
            System.out.print('h');
            System.out.flush();
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
