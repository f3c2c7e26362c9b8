package dev.weir.localmodels.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was measured.
 *
 * @param title model, precision, threads and rounds
 * @param figures one per workload
 * @param loadSeconds time to load the model, imported before
 * @param residentBytes physical memory of this process after the rounds, if the system tells
 * @param llama what the engine beside is and takes; empty if there was none
 */
public record BenchmarkReport(
        String title, List<Figure> figures, double loadSeconds, Optional<Long> residentBytes, Optional<Llama> llama) {

    public BenchmarkReport {
        figures = List.copyOf(figures);
    }

    /**
     * llama.cpp.
     *
     * @param residentBytes physical memory of its process, if the system tells
     */
    public record Llama(String version, Optional<Long> residentBytes) {}

    /**
     * Speeds in tokens per second, one per round.
     *
     * @param context tokens before the measured ones, or of the measured prompt
     * @param weir this engine's
     * @param llama llama.cpp's in the same rounds; empty if there is none
     */
    public record Figure(String workload, int context, List<Double> weir, List<Double> llama) {

        public Figure {
            weir = List.copyOf(weir);
            llama = List.copyOf(llama);
        }

        /** The median over rounds of this engine's speed divided by llama.cpp's, if there is one. */
        public Optional<Double> medianRatio() {
            List<Double> ratios = IntStream.range(0, llama.size())
                    .mapToObj(round -> weir.get(round) / llama.get(round))
                    .toList();
            return ratios.isEmpty() ? Optional.empty() : Optional.of(median(ratios));
        }

        /** This engine's best speed divided by llama.cpp's best, if there is one. */
        public Optional<Double> bestRatio() {
            return llama.isEmpty() ? Optional.empty() : Optional.of(best(weir) / best(llama));
        }
    }

    static double best(List<Double> speeds) {
        return speeds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    static double median(List<Double> speeds) {
        List<Double> sorted = speeds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The report for people. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.add(
                String.format(Locale.ROOT, "%-22s %17s %17s %17s", "tokens per second", "weir", "llama.cpp", "ratio"));
        lines.add(String.format(
                Locale.ROOT,
                "%-22s %8s %8s %8s %8s %8s %8s",
                "",
                "best",
                "median",
                "best",
                "median",
                "best",
                "median"));
        for (Figure figure : figures) {
            lines.add(String.format(
                            Locale.ROOT,
                            "%-22s %8.1f %8.1f ",
                            figure.workload(),
                            best(figure.weir()),
                            median(figure.weir()))
                    + (figure.llama().isEmpty()
                            ? String.format(Locale.ROOT, "%8s %8s %8s %8s", "-", "-", "-", "-")
                            : String.format(
                                    Locale.ROOT,
                                    "%8.1f %8.1f %8.2f %8.2f",
                                    best(figure.llama()),
                                    median(figure.llama()),
                                    figure.bestRatio().orElseThrow(),
                                    figure.medianRatio().orElseThrow())));
        }
        figures.stream()
                .findFirst()
                .ifPresent(first -> lines.add(String.format(
                        Locale.ROOT,
                        "time to first token, prompt of %d tokens: %.0f ms (best)",
                        first.context(),
                        1000 * first.context() / best(first.weir()))));
        lines.add(String.format(Locale.ROOT, "load: %.2f s; memory: %s", loadSeconds, memory(residentBytes)));
        lines.add(llama.map(peer -> "beside: " + peer.version() + "; memory: " + memory(peer.residentBytes()))
                .orElse("llama.cpp was not found: `pip install llama-cpp-python`, or name a Python that has it"));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String memory(Optional<Long> bytes) {
        return bytes.map(count -> String.format(Locale.ROOT, "%d MiB", count >> 20))
                .orElse("unknown");
    }
}
