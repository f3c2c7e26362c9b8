package dev.weir.gateway.audit;

import java.nio.file.Path;

/** For tests elsewhere: a database on a disk that can be told not to sync. */
public final class RefusingDisk {

    private RefusingDisk() {}

    /** The setting that puts the database of {@code directory} there. */
    public static String database(Path directory) {
        CountingDisk.register();
        return "weir.audit.url=jdbc:h2:counting:" + directory.resolve("weir-audit") + ";WRITE_DELAY=0";
    }

    public static void refuse(boolean refuse) {
        CountingDisk.REFUSE.set(refuse);
    }
}
