package dev.weir.localmodels.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process with a long command line, as a long class path makes it, can start ONNX Runtime. */
class LongCommandLineTest {

    @Test
    void environment_longCommandLine_starts() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                LongCommandLineTest.class.getName(),
                "x".repeat(20_000));
        builder.environment().putAll(Map.of("CLASSPATH", System.getProperty("java.class.path")));

        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("started");
    }

    public static void main(String[] arguments) {
        System.out.println(OnnxSession.environment() + " started");
    }
}
