package dev.weir.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official {@code openai} npm client, run by Node against the packaged gateway. */
class NodeClientTest {

    @Test
    void openaiForNode_onlyBaseUrlAndKeyChanged_worksThrough(@TempDir Path data) throws Exception {
        Path work = installed();

        try (GatewayProcess gateway = GatewayProcess.start(data, Map.of())) {
            Result result = run(
                    work,
                    Map.of("OPENAI_BASE_URL", gateway.baseUrl(), "OPENAI_API_KEY", gateway.key()),
                    "node",
                    "--test");

            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(result.output()).contains("# pass 7").contains("# fail 0");
        }
    }

    private static Path installed() throws Exception {
        Path sources = Path.of(System.getProperty("weir.node.tests", ""));
        Path work = Files.createDirectories(Path.of(System.getProperty("weir.node.work", "")));
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, work.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Result install = run(work, Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(install.exit()).as(install.output()).isZero();
        return work;
    }

    private record Result(int exit, String output) {}

    private static Result run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output);
    }
}
