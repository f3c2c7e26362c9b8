package dev.weir.router.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The file form of a {@link DifficultyModel}: eight letters, a version, the content, and a SHA-256 of all before it.
 *
 * <p>Big-endian. Weights are half-precision floats, biases and curves single-precision; texts are UTF-8 after their
 * length. A reader refuses versions that it doesn't know: the version stands for the meaning of features and hashes too.
 * Version 1 had no judges of answers.
 */
public final class DifficultyModelFile {

    /** Changes with the layout, with the features and their order, and with the hash of words. */
    static final int VERSION = 2;

    private static final int WITHOUT_JUDGES = 1;

    private static final byte[] MAGIC = "WEIRDIFF".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;
    private static final String BUNDLED = "difficulty.model";

    private DifficultyModelFile() {}

    /** The model that comes with Weir. */
    public static DifficultyModel bundled() {
        try (InputStream stream = DifficultyModelFile.class.getResourceAsStream(BUNDLED)) {
            if (stream == null) {
                throw new InvalidModelException("the difficulty model is missing; the build is incomplete");
            }
            return read(stream.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException("the difficulty model can't be read", failure);
        }
    }

    /** The bytes of a model's file; the same model always gives the same. */
    public static byte[] write(DifficultyModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeInt(VERSION);
            new ModelWriter(out).write(model);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        bytes.writeBytes(digest(bytes.toByteArray()));
        return bytes.toByteArray();
    }

    /**
     * Reads a model.
     *
     * @throws InvalidModelException if the bytes are no model of this version, or not the bytes that were written
     */
    public static DifficultyModel read(byte[] file) {
        int header = MAGIC.length + Integer.BYTES;
        if (file.length < header + DIGEST || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InvalidModelException("the file is no difficulty model");
        }
        byte[] content = Arrays.copyOf(file, file.length - DIGEST);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            in.skipNBytes(MAGIC.length);
            int version = in.readInt();
            if (version != VERSION && version != WITHOUT_JUDGES) {
                throw new InvalidModelException(
                        "the difficulty model is of version " + version + "; this Weir reads " + VERSION);
            }
            if (!MessageDigest.isEqual(digest(content), Arrays.copyOfRange(file, content.length, file.length))) {
                throw new InvalidModelException("the difficulty model is damaged: its checksum is another");
            }
            return new ModelReader(in, version != WITHOUT_JUDGES).read();
        } catch (IOException | IllegalArgumentException malformed) {
            throw new InvalidModelException("the difficulty model is malformed", malformed);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
