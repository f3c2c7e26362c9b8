package dev.weir.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The decision log's verifier in a process of its own, with nothing but a JDK. */
final class StandAloneVerifier {

    private StandAloneVerifier() {}

    /** What it says of files in a folder. */
    static String in(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                Path.of("..", "audit-log", "target", "classes").toAbsolutePath().toString(),
                "dev.weir.auditlog.verify.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
