package dev.weir.localmodels.bench;

import dev.weir.localmodels.EngineOptions;
import dev.weir.localmodels.Generation;
import dev.weir.localmodels.GenerationEvent;
import dev.weir.localmodels.GenerationRequest;
import dev.weir.localmodels.LocalModel;
import dev.weir.localmodels.LocalModels;
import dev.weir.localmodels.LogprobRequest;
import dev.weir.localmodels.SamplingOptions;
import dev.weir.localmodels.TokenIds;
import dev.weir.localmodels.importer.ModelImportException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast is the local engine at reading prompts and at writing answers, and how does llama.cpp do on the same file, with
 * as many threads, in the same minute? Run by {@code ./weir bench local}.
 *
 * <p>Rounds go through all workloads, engines in turn, so that noise on the machine meets both; the best of several rounds
 * is nearest to what the machine can do, the median ratio is fairest.
 */
public final class LocalBenchmark {

    private static final int WINDOW = 1280;
    private static final int STEPS = 32;
    private static final int FIRST_TOKEN = 1000;
    private static final List<Workload> WORKLOADS = List.of(
            new Workload("prompt of 128", 128, 0),
            new Workload("prompt of 512", 512, 0),
            new Workload("prompt of 1024", 1024, 0),
            new Workload("answer after 16", 16, STEPS),
            new Workload("answer after 900", 900, STEPS));

    private final LocalModel model;
    private final Optional<LlamaPeer> peer;
    private final List<List<Double>> ours = new ArrayList<>();
    private final List<List<Double>> theirs = new ArrayList<>();

    private LocalBenchmark(LocalModel model, Optional<LlamaPeer> peer) {
        this.model = model;
        this.peer = peer;
        for (Workload _ : WORKLOADS) {
            ours.add(new ArrayList<>());
            theirs.add(new ArrayList<>());
        }
    }

    /**
     * Measures.
     *
     * @throws ModelImportException if the model cannot be loaded
     * @throws IOException if the model, the cache or llama.cpp's process cannot be read
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static BenchmarkReport run(BenchmarkOptions options) throws IOException, InterruptedException {
        EngineOptions engine =
                new EngineOptions(options.threads(), 1, 0, WINDOW, options.precision(), options.cacheDir());
        LocalModels.load(options.model(), engine).close();
        long start = System.nanoTime();
        try (LocalModel model = LocalModels.load(options.model(), engine)) {
            double loadSeconds = seconds(Duration.ofNanos(System.nanoTime() - start));
            Optional<LlamaPeer> peer = LlamaPeer.start(options);
            try {
                return new LocalBenchmark(model, peer).measure(options, loadSeconds);
            } finally {
                if (peer.isPresent()) {
                    peer.get().close();
                }
            }
        }
    }

    private BenchmarkReport measure(BenchmarkOptions options, double loadSeconds)
            throws IOException, InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < WORKLOADS.size(); i++) {
                Workload workload = WORKLOADS.get(i);
                ours.get(i).add(workload.tokens() / seconds(workload));
                if (peer.isPresent()) {
                    theirs.get(i).add(workload.tokens() / peer.get().seconds(workload));
                }
            }
        }
        List<BenchmarkReport.Figure> figures = new ArrayList<>();
        for (int i = 0; i < WORKLOADS.size(); i++) {
            Workload workload = WORKLOADS.get(i);
            figures.add(new BenchmarkReport.Figure(workload.name(), workload.context(), ours.get(i), theirs.get(i)));
        }
        String title = "%s, %s, %d threads, %d rounds"
                .formatted(
                        model.description().id(),
                        options.precision().name().toLowerCase(Locale.ROOT),
                        options.threads(),
                        options.rounds());
        Optional<BenchmarkReport.Llama> llama =
                peer.isPresent() ? Optional.of(peer.get().describe()) : Optional.empty();
        return new BenchmarkReport(title, figures, loadSeconds, ResidentMemory.bytes(), llama);
    }

    /** Seconds that a workload takes here: to the first token, or from it to the last. */
    private double seconds(Workload workload) throws InterruptedException {
        int[] prompt = new int[workload.context()];
        Arrays.setAll(prompt, i -> (FIRST_TOKEN + i) % model.description().vocabularySize());
        while (true) {
            GenerationRequest request = new GenerationRequest(
                    TokenIds.of(prompt),
                    SamplingOptions.GREEDY,
                    List.of(),
                    workload.steps() + 1,
                    new LogprobRequest.None());
            GenerationEvent.Finished finished = finish(request);
            if (workload.isPrefill()) {
                return seconds(finished.timeToFirstToken());
            }
            if (finished.completionTokens() == workload.steps() + 1) {
                return seconds(finished.total().minus(finished.timeToFirstToken()));
            }
            prompt[prompt.length - 1]++;
        }
    }

    private GenerationEvent.Finished finish(GenerationRequest request) throws InterruptedException {
        try (Generation generation = model.generate(request)) {
            while (true) {
                switch (generation.next()) {
                    case GenerationEvent.TextDelta _ -> {}
                    case GenerationEvent.Finished finished -> {
                        return finished;
                    }
                    case GenerationEvent.Failed failed -> throw new IllegalStateException(failed.cause());
                }
            }
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
