package dev.weir.localmodels.classify;

import dev.weir.localmodels.onnx.OnnxException;
import dev.weir.localmodels.onnx.OnnxSession;
import dev.weir.localmodels.onnx.OnnxSessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A classifier's manifest and the files that it names, all resources beside this class. */
final class ClassifierFiles {

    private static final String BUNDLED = "pii-ner.json";

    private final ClassifierManifest manifest;

    private ClassifierFiles(ClassifierManifest manifest) {
        this.manifest = manifest;
    }

    static ClassifierFiles bundled() {
        return new ClassifierFiles(ClassifierManifest.read(resource(BUNDLED)));
    }

    /** Checks the files against their digests, then loads them. */
    TokenClassifier open(OnnxSessionOptions options) {
        WordPieces vocabulary = vocabulary(manifest);
        try {
            OnnxSession session = OnnxSession.open(verified(manifest.model()), options);
            return new TokenClassifier(manifest, vocabulary, session);
        } catch (OnnxException failure) {
            throw new ClassifierException("the classifier's graph can't be loaded", failure);
        }
    }

    static WordPieces vocabulary(ClassifierManifest manifest) {
        return WordPieces.read(verified(manifest.vocabulary()));
    }

    private static byte[] verified(ClassifierManifest.Artefact artefact) {
        byte[] bytes = resource(artefact.file());
        verify(artefact, bytes);
        return bytes;
    }

    static void verify(ClassifierManifest.Artefact artefact, byte... bytes) {
        if (!HexFormat.of().formatHex(sha256(bytes)).equals(artefact.sha256())) {
            throw new ClassifierException("`" + artefact.file() + "` is not the file that the manifest describes");
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = ClassifierFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ClassifierException("the classifier's file `" + name + "` is missing");
            }
            return in.readAllBytes();
        } catch (IOException problem) {
            throw new ClassifierException("the classifier's file `" + name + "` can't be read", problem);
        }
    }

    private static byte[] sha256(byte... bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException problem) {
            throw new IllegalStateException("every Java platform has SHA-256", problem);
        }
    }
}
