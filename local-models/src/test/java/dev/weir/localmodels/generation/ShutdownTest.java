package dev.weir.localmodels.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.SamplingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end in the middle of an answer can let it finish. */
class ShutdownTest {

    private static final int EXIT = 7;

    @Test
    void exit_duringAnswer_answerFinishes(@TempDir Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:ErrorFile=" + folder.resolve("crash"),
                        "-Dweir.test.model=" + DefaultModel.path(),
                        ShutdownTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(Map.of("CLASSPATH", System.getProperty("java.class.path")));

        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();

        assertThat(ended).as("ended by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(EXIT);
        assertThat(said).content().contains("finished");
    }

    public static void main(String[] arguments) throws InterruptedException {
        LocalModel model = DefaultModel.load(1, 1, 256);
        Generation answer = model.generate(new GenerationRequest(
                model.tokenise("The capital of France"),
                SamplingOptions.GREEDY,
                List.of(),
                100,
                new LogprobRequest.None()));
        answer.next();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(answer)));
        System.exit(EXIT);
    }

    private static void finish(Generation answer) {
        try {
            System.out.println("finished: " + Answer.of(answer).finished());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
