package dev.weir.localmodels.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/**
 * ONNX Runtime's one environment of this process, alive until the process is gone.
 *
 * <p>It is made on a thread of its own: making it, ONNX Runtime 1.29 matches the process's command line with a regular
 * expression that recurses once for each character. With a class path of a few thousand characters, a stack of 1 MiB
 * overflows and the process dies without a word.
 *
 * <p>ONNX Runtime's own shutdown hook releases the environment as soon as the process is told to end, while sessions
 * still run: a gateway that was stopped during an answer died of a segmentation fault. The native environment counts
 * its holders, so a second one, which nobody ever releases, keeps it. The library has no public call for that.
 */
final class OnnxEnvironment {

    private static final long STACK_BYTES = 64L << 20;
    private static final OrtEnvironment SHARED = CompletableFuture.supplyAsync(
                    OrtEnvironment::getEnvironment,
                    making -> new Thread(null, making, "onnx-environment", STACK_BYTES).start())
            .join();

    static {
        hold();
    }

    private OnnxEnvironment() {}

    static OrtEnvironment shared() {
        return SHARED;
    }

    private static void hold() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            create.setAccessible(true);
            create.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(
                    "this release of ONNX Runtime can't be kept alive until the process ends", changed);
        }
    }
}
