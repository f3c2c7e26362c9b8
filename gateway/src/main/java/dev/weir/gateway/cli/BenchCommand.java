package dev.weir.gateway.cli;

import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.Precision;
import dev.weir.localmodels.bench.BenchmarkOptions;
import dev.weir.localmodels.bench.LocalBenchmark;
import dev.weir.localmodels.catalog.InstalledModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures; needs no running gateway, and a quiet machine. */
@Command(name = "bench", description = "Measure how fast this machine is.", mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new BenchCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "local",
            description = "Measure the local engine, beside llama.cpp where a Python with llama_cpp is found.",
            mixinStandardHelpOptions = true)
    int local(
            @Mixin FolderOptions folders,
            @Option(names = "--threads", paramLabel = "N", description = "Default: one for each processor.") @Nullable
                    Integer threads,
            @Option(names = "--rounds", paramLabel = "N", defaultValue = "4", description = "Default: 4.") int rounds,
            @Option(names = "--precision", defaultValue = "exact", description = "exact (default) or fast.")
                    Precision precision,
            @Option(names = "--llama-python", paramLabel = "FILE", description = "A Python that has llama_cpp.")
                    @Nullable
                    Path llama)
            throws IOException, InterruptedException {
        ModelPulls pulls = new ModelPulls(surroundings, folders.resolve(surroundings));
        InstalledModel model = pulls.pull(pulls.catalog().defaultModel(), List.of());
        surroundings.err().println("measuring; this takes a minute or more");
        BenchmarkOptions options = new BenchmarkOptions(
                new ModelSource(model.id(), model.file(), model.sha256()),
                model.folder(),
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                rounds,
                precision,
                Optional.ofNullable(llama));
        surroundings.out().println(LocalBenchmark.run(options).text());
        return ExitCode.OK;
    }
}
