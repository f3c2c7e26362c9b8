package dev.weir.policy.mutation;

import dev.weir.policy.detection.Finding;
import dev.weir.policy.mutation.MutationReport.Survivor;
import dev.weir.policy.testing.PolicyTestResult;
import dev.weir.policy.testing.PolicyTestRunner;
import dev.weir.policy.yaml.EditablePolicy;
import dev.weir.policy.yaml.PolicyLoader;
import dev.weir.policy.yaml.PolicyLoading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Changes a policy in many small ways, one at a time, and runs its own cases on each mutant. A mutant that passes them
 * all shows what the cases don't pin down. The same file gives the same report. Not thread-safe.
 */
public final class MutationTest {
    private final PolicyLoader loader;
    private final PolicyTestRunner runner;
    private final List<Survivor> survivors = new ArrayList<>();
    private int killed;
    private int invalid;

    private MutationTest(PolicyLoader loader, PolicyTestRunner runner) {
        this.loader = loader;
        this.runner = runner;
    }

    /**
     * Runs all mutants of a file.
     *
     * @param file the file's name, for positions
     * @param content a valid policy whose cases pass
     * @param detector from a text to its findings, for cases that give text; asked once for each text
     */
    public static MutationReport run(
            String file, byte[] content, PolicyLoader loader, Function<String, List<Finding>> detector) {
        Map<String, List<Finding>> known = new HashMap<>();
        MutationTest test =
                new MutationTest(loader, new PolicyTestRunner(text -> known.computeIfAbsent(text, detector)));
        EditablePolicy.of(file, content).ifPresent(policy -> test.run(file, policy));
        return new MutationReport(test.killed, test.invalid, test.survivors);
    }

    private void run(String file, EditablePolicy policy) {
        for (EditablePolicy.Place place : policy.places()) {
            for (Mutation mutation : Mutations.of(place)) {
                run(file, policy.with(place, mutation.value()), place, mutation);
            }
        }
    }

    private void run(String file, byte[] mutant, EditablePolicy.Place place, Mutation mutation) {
        switch (loader.load(file, mutant)) {
            case PolicyLoading.Rejected _ -> invalid++;
            case PolicyLoading.Loaded loaded -> {
                if (runner.run(loaded.policy(), loaded.tests()).stream().allMatch(PolicyTestResult::passed)) {
                    survivors.add(new Survivor(
                            place.position(),
                            place.owner(),
                            mutation.kind().name().toLowerCase(Locale.ROOT),
                            place.value(),
                            mutation.value(),
                            mutation.hint()));
                } else {
                    killed++;
                }
            }
        }
    }
}
