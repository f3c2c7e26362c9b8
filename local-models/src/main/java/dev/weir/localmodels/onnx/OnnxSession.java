package dev.weir.localmodels.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A model loaded into ONNX Runtime, running on the processor.
 *
 * <p>Runs may come from one thread at a time. Whoever opens a session closes it, after the last run.
 */
public final class OnnxSession implements AutoCloseable {

    private final OrtSession session;

    private OnnxSession(OrtSession session) {
        this.session = session;
    }

    /**
     * Loads a model file and the weights beside it.
     *
     * @throws OnnxException if it is no valid model
     */
    public static OnnxSession open(Path model, OnnxSessionOptions options) {
        try (OrtSession.SessionOptions settings = settings(options)) {
            return new OnnxSession(environment().createSession(model.toString(), settings));
        } catch (OrtException failure) {
            throw new OnnxException("cannot load the model graph: " + failure.getMessage(), failure);
        }
    }

    /**
     * Loads a model whose weights are all in it. The bytes may be dropped afterwards.
     *
     * @throws OnnxException if it is no valid model
     */
    public static OnnxSession open(byte[] model, OnnxSessionOptions options) {
        try (OrtSession.SessionOptions settings = settings(options)) {
            return new OnnxSession(environment().createSession(model, settings));
        } catch (OrtException failure) {
            throw new OnnxException("cannot load the model graph: " + failure.getMessage(), failure);
        }
    }

    private static OrtSession.SessionOptions settings(OnnxSessionOptions options) throws OrtException {
        OrtSession.SessionOptions settings = new OrtSession.SessionOptions();
        settings.setIntraOpNumThreads(options.threads());
        settings.setInterOpNumThreads(1);
        settings.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        settings.addConfigEntry(
                "session.intra_op.spin_duration_us",
                Long.toString(TimeUnit.NANOSECONDS.toMicros(options.spin().toNanos())));
        // Arm's KleidiAI kernels round activations per row instead of per block, which the exact graphs build on.
        settings.addConfigEntry("mlas.disable_kleidiai", "1");
        return settings;
    }

    /**
     * Runs the graph once. Outputs are written into the tensors given; a tensor may be input and output at once where
     * the graph's operators allow it.
     *
     * @throws OnnxException if the run fails
     */
    public void run(Map<String, NativeTensor> inputs, Map<String, NativeTensor> outputs) {
        try {
            session.run(tensors(inputs), tensors(outputs)).close();
        } catch (OrtException failure) {
            throw new OnnxException("the model graph failed: " + failure.getCode(), failure);
        }
    }

    private static Map<String, OnnxTensor> tensors(Map<String, NativeTensor> named) {
        Map<String, OnnxTensor> tensors = HashMap.newHashMap(named.size());
        named.forEach((name, tensor) -> tensors.put(name, tensor.tensor()));
        return tensors;
    }

    /** Unloads the model. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException failure) {
            throw new OnnxException("cannot unload the model graph: " + failure.getMessage(), failure);
        }
    }

    static OrtEnvironment environment() {
        return OnnxEnvironment.shared();
    }
}
