package dev.weir.policy.yaml;

import java.nio.charset.StandardCharsets;

/**
 * What a fuzzer runs on any bytes: loading them ends with a policy or with problems that have a place in the file, and a
 * policy can be printed and loaded again. Jazzer finds the method by its name; the profile {@code fuzz} starts it.
 */
public final class PolicyLoaderFuzz {
    private static final PolicyLoader LOADER = Catalogue.installed();

    private PolicyLoaderFuzz() {}

    /** Tries one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        switch (LOADER.load("fuzz.yaml", input)) {
            case PolicyLoading.Rejected rejected -> {
                require(
                        rejected.problems().stream()
                                .anyMatch(problem -> !problem.code().isWarning()),
                        "refused for nothing");
                rejected.problems().forEach(problem -> requirePlace(problem, input));
            }
            case PolicyLoading.Loaded loaded -> {
                loaded.warnings().forEach(problem -> requirePlace(problem, input));
                requireSame(loaded);
            }
        }
    }

    private static void requireSame(PolicyLoading.Loaded loaded) {
        String printed = PolicyPrinter.print(loaded);
        switch (LOADER.load("printed.yaml", printed.getBytes(StandardCharsets.UTF_8))) {
            case PolicyLoading.Rejected rejected -> throw new AssertionError(printed + "\n" + rejected.report());
            case PolicyLoading.Loaded again ->
                require(PolicyPrinter.print(again).equals(printed), "printed otherwise");
        }
    }

    private static void requirePlace(PolicyProblem problem, byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        int line = problem.position().line();
        require(line >= 1 && line <= lines + 1 && problem.position().column() >= 1, "no such place: " + problem);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
