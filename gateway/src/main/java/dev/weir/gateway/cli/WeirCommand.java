package dev.weir.gateway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code weir} command: the main class of the gateway's jar. */
@Command(
        name = "weir",
        description = "A privacy gateway for language models.",
        versionProvider = WeirCommand.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "In a source folder, ./weir also knows: build, test.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 unreachable or not running."
        })
public final class WeirCommand implements Runnable {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces and the server's own log.")
    private boolean debug;

    private WeirCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs the command in this process. */
    static int run(Surroundings surroundings, String... arguments) {
        WeirCommand root = new WeirCommand(surroundings);
        CommandLine line = new CommandLine(root)
                .addSubcommand(new UpCommand(surroundings))
                .addSubcommand(new RehearseCommand(surroundings))
                .addSubcommand(new DownCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new KeyCommand(surroundings))
                .addSubcommand(ModelsCommand.create(surroundings))
                .addSubcommand(PolicyCommand.create(surroundings))
                .addSubcommand(AuditCommand.create(surroundings))
                .addSubcommand(BenchCommand.create(surroundings))
                .addSubcommand(PrivacyCommand.create(surroundings))
                .addSubcommand(RouterCommand.create(surroundings))
                .addSubcommand(new BudgetsCommand(surroundings))
                .setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(WeirCommand::explainUsage)
                .setExecutionExceptionHandler((failure, command, parsed) -> root.explain(failure));
        if (surroundings.variable("NO_COLOR").isPresent() || !surroundings.isTerminal()) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        }
        return line.execute(arguments);
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    private static int explainUsage(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println("error: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, line.getErr());
        line.getErr().println("  hint: " + line.getCommandSpec().qualifiedName() + " --help shows what there is");
        return ExitCode.USAGE;
    }

    private int explain(Exception failure) {
        if (debug) {
            failure.printStackTrace(surroundings.err());
        }
        if (failure instanceof CommandFailure known) {
            surroundings.err().println("error: " + known.getMessage());
            if (!known.hint().isEmpty()) {
                surroundings.err().println("  hint: " + known.hint());
            }
            return known.exitCode();
        }
        String detail = Optional.ofNullable(failure.getMessage())
                .orElseGet(() -> failure.getClass().getSimpleName());
        surroundings.err().println("error: " + detail);
        surroundings.err().println("  hint: that was unexpected; --debug shows where it happened");
        return ExitCode.FAILED;
    }

    /** The version from the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = WeirCommand.class.getPackage().getImplementationVersion();
            return new String[] {"weir " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
