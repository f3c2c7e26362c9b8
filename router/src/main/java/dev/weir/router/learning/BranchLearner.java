package dev.weir.router.learning;

import dev.weir.router.model.Branch;
import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.model.Expert;
import dev.weir.router.model.PromptVector;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Learns a {@link Branch}, and what it would say of rows that it hasn't seen. */
final class BranchLearner {

    /** Strong, since a few thousand right and wrong answers can't tell five thousand weights. */
    private static final double PENALTY = 3;

    private final List<RoutingRow> rows;
    private final List<PromptVector> vectors;

    BranchLearner(List<RoutingRow> rows, List<PromptVector> vectors) {
        this.rows = rows;
        this.vectors = vectors;
    }

    /** Learned on all rows. */
    Branch learn() {
        return learn(IntStream.range(0, rows.size()).toArray());
    }

    /** For each row the outlook of a branch that was learned on the four folds without it. */
    Outlook[] unseen() {
        Outlook[] outlooks = new Outlook[rows.size()];
        int[] folds = rows.stream().mapToInt(RoutingRow::fold).toArray();
        // Each fold adds up alone and in one order, so that side by side they come to the same.
        IntStream.range(0, RoutingRow.FOLDS).parallel().forEach(held -> {
            Branch branch = learn(IntStream.range(0, folds.length)
                    .filter(i -> folds[i] != held)
                    .toArray());
            IntStream.range(0, folds.length)
                    .filter(i -> folds[i] == held)
                    .forEach(i -> outlooks[i] = branch.outlook(vectors.get(i)));
        });
        return outlooks;
    }

    private Branch learn(int... chosen) {
        List<RoutingRow> some = IntStream.of(chosen).mapToObj(rows::get).toList();
        List<PromptVector> theirs = IntStream.of(chosen).mapToObj(vectors::get).toList();
        List<String> names =
                some.stream().map(RoutingRow::expert).distinct().sorted().toList();
        List<Expert> experts = names.stream().map(name -> expert(name, chosen)).toList();
        return new Branch(experts, Discriminant.fit(some, theirs, names));
    }

    private Expert expert(String name, int... chosen) {
        int[] own = IntStream.of(chosen)
                .filter(i -> rows.get(i).expert().equals(name))
                .toArray();
        List<RoutingRow> some = IntStream.of(own).mapToObj(rows::get).toList();
        List<PromptVector> theirs = IntStream.of(own).mapToObj(vectors::get).toList();
        double[] weights = numbers(some, RoutingRow::weight);
        return new Expert(
                name,
                Logistic.fit(theirs, numbers(some, RoutingRow::local), weights, PENALTY),
                Logistic.fit(theirs, numbers(some, RoutingRow::cloud), weights, PENALTY));
    }

    private static double[] numbers(List<RoutingRow> rows, ToDoubleFunction<RoutingRow> number) {
        return rows.stream().mapToDouble(number).toArray();
    }
}
