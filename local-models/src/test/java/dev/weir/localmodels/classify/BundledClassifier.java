package dev.weir.localmodels.classify;

import dev.weir.localmodels.onnx.OnnxSessionOptions;

/** The classifier that ships, opened once for all tests. */
final class BundledClassifier {

    static final TokenClassifier INSTANCE =
            TokenClassifier.bundled(new OnnxSessionOptions(2, OnnxSessionOptions.DEFAULT_SPIN));

    private BundledClassifier() {}
}
