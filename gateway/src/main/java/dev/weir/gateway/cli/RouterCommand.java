package dev.weir.gateway.cli;

import dev.weir.gateway.difficulty.AnswerSheet;
import dev.weir.gateway.difficulty.DifficultyModels;
import dev.weir.gateway.difficulty.SentenceMeaning;
import dev.weir.localmodels.EngineOptions;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LocalModels;
import dev.weir.localmodels.ModelSource;
import dev.weir.localmodels.catalog.InstalledModel;
import dev.weir.router.learning.DifficultyTraining;
import dev.weir.router.learning.DifficultyTraining.Trained;
import dev.weir.router.learning.EvaluationTable;
import dev.weir.router.learning.GoldQuestion;
import dev.weir.router.learning.JsonlScoring;
import dev.weir.router.learning.LocalAnswers;
import dev.weir.router.learning.Prepared;
import dev.weir.router.learning.RoutingData;
import dev.weir.router.learning.RoutingEvaluation;
import dev.weir.router.learning.RoutingRow;
import dev.weir.router.model.DifficultyEstimator;
import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.DifficultyModelFile;
import dev.weir.router.model.InvalidModelException;
import dev.weir.router.model.Profile;
import dev.weir.router.model.TextEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains and measures the model of difficulty; needs no running gateway. */
@Command(name = "router", description = "Train and measure how difficulty is judged.", mixinStandardHelpOptions = true)
final class RouterCommand implements Runnable {

    private static final int PROGRESS = 1000;
    private static final int FEW = 20;

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private RouterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new RouterCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "train",
            description = "Learn from a folder of routing data and write a model; print how it does, cross-validated.",
            mixinStandardHelpOptions = true)
    int train(
            @Parameters(paramLabel = "FOLDER", description = "routellm, zeroeval, llmrouter, prompts as .jsonl[.gz].")
                    String folder,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "Default: difficulty.model in the data folder, where the gateway reads it.")
                    @Nullable
                    String out,
            @Option(
                            names = "--answers",
                            paramLabel = "FILE",
                            description = "What a local model got right, from label: it gets a profile of its own.")
                    @Nullable
                    String answers,
            @Mixin FolderOptions folders,
            @Mixin Meaning meaning)
            throws IOException {
        List<RoutingRow> rows = rows(folder);
        Optional<LocalAnswers> given =
                answers == null ? Optional.empty() : Optional.of(LocalAnswers.read(readable(answers)));
        Path file = out == null
                ? DifficultyModels.place(folders.resolve(surroundings).data())
                : surroundings.path(out);
        Trained trained = meaning.using(embedder -> DifficultyTraining.train(
                prepared(rows, embedder),
                given,
                Map.of("data", RoutingData.SOURCES, "rows", String.valueOf(rows.size()))));
        byte[] bytes = DifficultyModelFile.write(trained.model());
        Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(file));
        Files.write(file, bytes);
        trained.withMeaning().ifPresent(report -> print("With embedding", report));
        print("Text alone", trained.textOnly());
        trained.localModel().ifPresent(report -> print("The local model's own answers", report));
        if (!trained.judged().isEmpty()) {
            surroundings.out().println("The local model's answers, judged; beside it the prompt alone");
            trained.judged().forEach(surroundings.out()::println);
        }
        surroundings.err().println("wrote " + bytes.length + " bytes to " + file);
        return ExitCode.OK;
    }

    @Command(
            name = "eval",
            description = "Print how well difficulty tells which prompts need the strong model, five-fold"
                    + " cross-validated, beside prompt length.",
            mixinStandardHelpOptions = true)
    int eval(@Parameters(paramLabel = "FOLDER", description = "As for train.") String folder, @Mixin Meaning meaning)
            throws IOException {
        List<RoutingRow> rows = rows(folder);
        meaning.using(embedder -> {
            Prepared prepared = prepared(rows, embedder);
            if (embedder.isPresent()) {
                print("With embedding", RoutingEvaluation.evaluate(prepared, true));
            }
            print("Text alone", RoutingEvaluation.evaluate(prepared, false));
            return rows;
        });
        return ExitCode.OK;
    }

    @Command(
            name = "score",
            description = "Write a difficulty for each text: higher needs the strong model.",
            mixinStandardHelpOptions = true)
    int score(
            @Parameters(paramLabel = "IN.jsonl", description = "Lines of {\"id\", \"text\"}; .gz is read as well.")
                    String in,
            @Parameters(paramLabel = "OUT.jsonl", description = "Gets lines of {\"id\", \"score\"}, 0 to 1.")
                    String out,
            @Option(
                            names = "--model",
                            paramLabel = "FILE",
                            description = "Default: the one in the data folder, else the one that comes with Weir.")
                    @Nullable
                    String model,
            @Option(
                            names = "--local-model",
                            paramLabel = "ID",
                            defaultValue = Profile.REFERENCE,
                            description = "Which local model would answer. Default: ${DEFAULT-VALUE}.")
                    String localModel,
            @Mixin FolderOptions folders,
            @Mixin Meaning meaning)
            throws IOException {
        Path texts = readable(in);
        DifficultyModel learned = model(model, folders);
        int count = meaning.using(embedder -> JsonlScoring.run(
                new DifficultyEstimator(learned, embedder, localModel), texts, surroundings.path(out)));
        surroundings.err().println("wrote scores of " + count + " texts to " + out);
        return ExitCode.OK;
    }

    @Command(
            name = "label",
            description = "Ask a local model questions with known answers and note what it gets right, for train"
                    + " --answers. Goes on where it stopped.",
            mixinStandardHelpOptions = true)
    int label(
            @Parameters(paramLabel = "FOLDER", description = "As for train.") String folder,
            @Parameters(
                            paramLabel = "OUT.jsonl",
                            description = "Gets lines of {\"id\", \"model\", \"correct\", \"signals\"}.")
                    String out,
            @Option(names = "--model", paramLabel = "ID", description = "Default: the default model.") @Nullable
                    String id,
            @Option(
                            names = "--questions",
                            paramLabel = "N",
                            defaultValue = "240",
                            description = "How many, all data sets in turn. Default: ${DEFAULT-VALUE}.")
                    int count,
            @Mixin FolderOptions folders)
            throws IOException, InterruptedException {
        if (count < 1) {
            throw CommandFailure.usage("at least one question is asked", "for instance: --questions 240");
        }
        List<GoldQuestion> questions = GoldQuestion.read(readable(folder));
        List<GoldQuestion> asked = questions.subList(0, Math.min(count, questions.size()));
        ModelPulls pulls = new ModelPulls(surroundings, folders.resolve(surroundings));
        InstalledModel installed = pulls.pull(pulls.manifest(Optional.ofNullable(id)), List.of());
        EngineOptions options = EngineOptions.defaults(installed.folder());
        try (LocalModel model =
                LocalModels.load(new ModelSource(installed.id(), installed.file(), installed.sha256()), options)) {
            new AnswerSheet(model, surroundings.path(out), 2 * options.slots()).fill(asked, done -> {
                if (done % FEW == 0 || done == asked.size()) {
                    surroundings.err().println("answered " + done + " of " + asked.size());
                }
            });
        }
        return ExitCode.OK;
    }

    private DifficultyModel model(@Nullable String file, FolderOptions folders) throws IOException {
        try {
            return file == null
                    ? DifficultyModels.inForce(folders.resolve(surroundings).data())
                    : DifficultyModels.read(readable(file));
        } catch (InvalidModelException unusable) {
            throw CommandFailure.failed(
                    String.valueOf(unusable.getMessage()), "train one: weir router train FOLDER", unusable);
        }
    }

    private List<RoutingRow> rows(String folder) throws IOException {
        return RoutingData.read(readable(folder));
    }

    private Prepared prepared(List<RoutingRow> rows, Optional<TextEmbedder> embedder) {
        return Prepared.of(rows, embedder, done -> {
            if (done % PROGRESS == 0) {
                surroundings.err().println("read " + done + " of " + rows.size() + " prompts");
            }
        });
    }

    private void print(String title, RoutingEvaluation.Report report) {
        surroundings.out().println(title);
        EvaluationTable.lines(report).forEach(surroundings.out()::println);
        surroundings.out().println();
    }

    private Path readable(String place) {
        Path resolved = surroundings.path(place);
        if (!Files.isReadable(resolved)) {
            throw CommandFailure.failed("can't read " + place, "does it exist?");
        }
        return resolved;
    }

    /** The option that says whether meaning counts. */
    static final class Meaning {

        @Option(names = "--no-embedding", description = "Judge by words and form alone.")
        private boolean without;

        private <T> T using(Use<T> use) throws IOException {
            if (without) {
                return use.apply(Optional.empty());
            }
            Optional<SentenceMeaning> opened =
                    SentenceMeaning.open(Runtime.getRuntime().availableProcessors());
            try {
                return use.apply(opened.map(Function.<TextEmbedder>identity()));
            } finally {
                opened.ifPresent(SentenceMeaning::close);
            }
        }

        /** Something that is done with an embedder, or without. */
        private interface Use<T> {
            T apply(Optional<TextEmbedder> embedder) throws IOException;
        }
    }
}
