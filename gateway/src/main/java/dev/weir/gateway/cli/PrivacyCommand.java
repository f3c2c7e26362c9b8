package dev.weir.gateway.cli;

import dev.weir.gateway.detection.DetectionModel;
import dev.weir.gateway.detection.DetectionProperties;
import dev.weir.policy.accuracy.AccuracyEvaluation;
import dev.weir.policy.accuracy.AccuracyTable;
import dev.weir.policy.accuracy.JsonlDetection;
import dev.weir.policy.accuracy.JsonlTexts;
import dev.weir.policy.accuracy.LabelledSpan;
import dev.weir.policy.accuracy.LabelledText;
import dev.weir.policy.accuracy.Labels;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.injection.InjectionEvaluation;
import dev.weir.policy.injection.InjectionModel;
import dev.weir.policy.injection.InjectionText;
import dev.weir.policy.injection.InjectionTexts;
import dev.weir.policy.injection.InjectionTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures and tries what the detector finds; needs no running gateway. */
@Command(
        name = "privacy",
        description = "Try and measure detection, redact and restore texts.",
        mixinStandardHelpOptions = true)
final class PrivacyCommand implements Runnable {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    private PrivacyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new PrivacyCommand(surroundings))
                .addSubcommand(new RedactCommand(surroundings))
                .addSubcommand(new RestoreCommand(surroundings));
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(surroundings.out());
        }
    }

    @Command(
            name = "eval",
            description = "Compare what is found in labelled texts with their labels, corpus by corpus, in percent.",
            mixinStandardHelpOptions = true)
    int eval(
            @Parameters(paramLabel = "PLACE", description = "A folder of .jsonl or .jsonl.gz files, or one file.")
                    String place,
            @Option(names = "--level", defaultValue = "fine", description = "fine (default), coarse or any label.")
                    Labels.Level level,
            @Option(
                            names = "--iou",
                            paramLabel = "SHARE",
                            defaultValue = "0.5",
                            description = "Overlap that makes a match. Default: 0.5.")
                    double overlap,
            @Option(names = "--brief", description = "Leave the labels of each corpus out.") boolean brief,
            @Option(
                            names = "--predictions",
                            paramLabel = "FILE",
                            description = "Judge these predictions instead of detecting.")
                    @Nullable
                    String predictions,
            @Mixin Packs packs)
            throws IOException {
        Path texts = readable(place);
        if (!(overlap > 0 && overlap <= 1)) {
            throw CommandFailure.usage("an overlap is more than 0 and at most 1", "for instance: --iou 0.5");
        }
        List<LabelledText> labelled = JsonlTexts.read(texts);
        if (labelled.isEmpty()) {
            throw CommandFailure.failed(
                    "no labelled texts in " + place, "each line should be {\"id\", \"text\", \"spans\", \"source\"}");
        }
        Map<String, List<LabelledSpan>> found = predictions == null
                ? detected(labelled, packs.inspector())
                : JsonlTexts.readPredictions(readable(predictions));
        AccuracyEvaluation.Report report = new AccuracyEvaluation(level, overlap).evaluate(labelled, found);
        AccuracyTable.lines(report, !brief).forEach(surroundings.out()::println);
        return ExitCode.OK;
    }

    @Command(
            name = "detect",
            description = "Write what is found in each text, as offsets in code points with labels and scores.",
            mixinStandardHelpOptions = true)
    int detect(
            @Parameters(paramLabel = "IN.jsonl", description = "Lines of {\"id\", \"text\"}; .gz is read as well.")
                    String in,
            @Parameters(paramLabel = "OUT.jsonl", description = "Gets lines of {\"id\", \"spans\"}.") String out,
            @Mixin Packs packs)
            throws IOException {
        int count = new JsonlDetection(packs.inspector()).run(readable(in), surroundings.path(out));
        surroundings.err().println("wrote findings of " + count + " texts to " + out);
        return ExitCode.OK;
    }

    @Command(
            name = "injection",
            description = "Measure how well injected prompts and jailbreaks are told from other texts, or train anew.",
            mixinStandardHelpOptions = true)
    int injection(
            @Parameters(
                            arity = "1..*",
                            paramLabel = "PLACE",
                            description =
                                    "Folders or files of lines of {\"text\", \"label\", \"source\", \"category\"}.")
                    List<String> places,
            @Option(
                            names = "--most",
                            defaultValue = "600",
                            paramLabel = "NUMBER",
                            description = "Benign texts of one source to use. Default: 600.")
                    int most,
            @Option(names = "--cross-validate", description = "Judge models that didn't see what they are judged on.")
                    boolean crossValidate,
            @Option(names = "--train", paramLabel = "OUT", description = "Cross-validate, then write a model of all.")
                    @Nullable
                    String out)
            throws IOException {
        List<InjectionText> texts =
                InjectionTexts.read(places.stream().map(this::readable).toList(), most);
        boolean anew = crossValidate || out != null;
        List<InjectionEvaluation.Row> rows = anew
                ? InjectionEvaluation.crossValidate(texts)
                : InjectionEvaluation.judge(InjectionModel.bundled(), texts);
        surroundings.out().println(InjectionEvaluation.heading());
        rows.forEach(row -> surroundings.out().println(row.line()));
        if (out != null) {
            InjectionModel model =
                    InjectionTraining.train("weir-injection 1", texts, InjectionEvaluation.summary(texts, rows));
            Files.write(surroundings.path(out), model.bytes());
        }
        return ExitCode.OK;
    }

    private static Map<String, List<LabelledSpan>> detected(List<LabelledText> texts, RequestInspector inspector)
            throws IOException {
        var detection = new JsonlDetection(inspector);
        var found = new HashMap<String, List<LabelledSpan>>();
        for (LabelledText text : texts) {
            found.put(text.id(), detection.predict(text));
        }
        return found;
    }

    private Path readable(String place) {
        Path resolved = surroundings.path(place);
        if (!Files.isReadable(resolved)) {
            throw CommandFailure.failed("can't read " + place, "does it exist?");
        }
        return resolved;
    }

    /** The option that says what to look for. */
    static final class Packs {

        @Option(
                names = "--packs",
                paramLabel = "PACK",
                split = ",",
                description = "Entity packs to use. Default: all of them.")
        private @Nullable List<String> names;

        @Option(names = "--rules-only", description = "Leave the model out that finds names, places and organisations.")
        private boolean rulesOnly;

        /** The model goes with the process. */
        RequestInspector inspector() {
            RecogniserRegistry rules = registry();
            return new RequestInspector(
                    rulesOnly
                            ? rules
                            : DetectionModel.open(DetectionProperties.BUNDLED).complete(rules));
        }

        private RecogniserRegistry registry() {
            if (names == null) {
                return RecogniserRegistry.everything();
            }
            if (!RecogniserRegistry.packs().containsAll(names)) {
                throw CommandFailure.usage(
                        "unknown pack among " + names, "known: " + String.join(", ", RecogniserRegistry.packs()));
            }
            return RecogniserRegistry.ofPacks(names);
        }
    }
}
