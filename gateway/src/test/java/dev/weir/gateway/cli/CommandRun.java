package dev.weir.gateway.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run of the command in this process gave.
 *
 * @param exitCode its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs the command with a folder as working folder, home, data and model folder. */
    static CommandRun in(Path folder, String... arguments) {
        return with(Map.of(), folder, arguments);
    }

    /** Like {@link #in}, with more environment variables. */
    static CommandRun with(Map<String, String> variables, Path folder, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("WEIR_DATA_DIR", folder.resolve("data").toString());
        Surroundings surroundings = new Surroundings(
                environment,
                folder,
                folder,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int exitCode = WeirCommand.run(surroundings, arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Like {@link #in}, with a text on standard input. */
    static CommandRun reading(String input, Path folder, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return in(folder, arguments);
        } finally {
            System.setIn(before);
        }
    }
}
