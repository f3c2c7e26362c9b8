package dev.weir.router.learning;

import dev.weir.router.learning.RoutingEvaluation.Line;
import dev.weir.router.learning.RoutingEvaluation.Report;
import dev.weir.router.model.Branch;
import dev.weir.router.model.Branch.Outlook;
import dev.weir.router.model.Calibration;
import dev.weir.router.model.DifficultyModel;
import dev.weir.router.model.Profile;
import dev.weir.router.model.Profile.Weights;
import dev.weir.router.model.PromptVector;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns a {@link DifficultyModel} and measures it.
 *
 * <p>Experts and topics are learned on all rows; the curves that turn scores into probabilities are fitted on scores of
 * rows that the scoring experts had not seen, since scores of seen rows are too sure.
 */
public final class DifficultyTraining {

    /**
     * A model and how it does, cross-validated.
     *
     * @param withMeaning none where there was no embedder
     * @param localModel how the profile of the local model does on its own answers; none where none were given
     */
    public record Trained(
            DifficultyModel model, Optional<Report> withMeaning, Report textOnly, Optional<Report> localModel) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Learned(Branch branch, Calibration calibration, Report report, Outlook[] unseen) {}

    private DifficultyTraining() {}

    /**
     * Learns; takes a minute or more. The same rows and vectors give the same model.
     *
     * @param answers of the local model that gets a profile of its own
     * @param notes where the rows come from, for people; figures are added
     */
    public static Trained train(Prepared data, Optional<LocalAnswers> answers, Map<String, String> notes) {
        Learned textOnly = learn(data.rows(), data.textOnly());
        Optional<Learned> withMeaning = data.embedder().map(_ -> learn(data.rows(), data.withMeaning()));
        Map<String, String> all = new TreeMap<>(notes);
        addFigures(all, "text alone", textOnly.report());
        withMeaning.ifPresent(learned -> addFigures(all, "with embedding", learned.report()));
        Optional<LocalAnswers.Fitted> fitted = answers.map(given -> given.fit(
                data.rows(),
                Stream.concat(withMeaning.stream(), Stream.of(textOnly))
                        .map(Learned::unseen)
                        .toList()));
        answers.ifPresent(given -> all.put("labelled, " + given.model(), given.summary()));
        Profile reference = new Profile(
                Profile.REFERENCE, 0, Weights.GAIN, withMeaning.map(Learned::calibration), textOnly.calibration());
        DifficultyModel model = new DifficultyModel(
                all,
                data.scale(),
                data.embedder().orElse(""),
                withMeaning.map(Learned::branch),
                textOnly.branch(),
                List.of(reference));
        return new Trained(
                fitted.map(local -> model.with(local.profile())).orElse(model),
                withMeaning.map(Learned::report),
                textOnly.report(),
                fitted.map(LocalAnswers.Fitted::report));
    }

    private static Learned learn(List<RoutingRow> rows, List<PromptVector> vectors) {
        BranchLearner learner = new BranchLearner(rows, vectors);
        Outlook[] unseen = learner.unseen();
        double[] raw = Arrays.stream(unseen).mapToDouble(Outlook::gain).toArray();
        return new Learned(
                learner.learn(),
                RoutingEvaluation.calibration(rows, raw, _ -> true),
                RoutingEvaluation.ofUnseen(rows, unseen),
                unseen);
    }

    private static void addFigures(Map<String, String> notes, String kind, Report report) {
        for (Line line : report.lines()) {
            notes.put(
                    "measured, " + kind + ", " + line.set(),
                    String.format(
                            Locale.ROOT,
                            "APGR %.3f, CPT50 %.3f, CPT80 %.3f, ECE %.3f; APGR of prompt length %.3f",
                            line.difficulty().apgr(),
                            line.difficulty().cpt50(),
                            line.difficulty().cpt80(),
                            line.calibrationError(),
                            line.length().apgr()));
        }
    }
}
