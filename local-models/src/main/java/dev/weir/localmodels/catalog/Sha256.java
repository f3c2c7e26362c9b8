package dev.weir.localmodels.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/** SHA-256 of files, in lower-case hex. */
final class Sha256 {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 1 << 20;

    private Sha256() {}

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** Digests a file, telling the bytes read so far as it goes. */
    static String of(Path file, LongConsumer progress) throws IOException {
        MessageDigest digest = create();
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                total += read;
                progress.accept(total);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
