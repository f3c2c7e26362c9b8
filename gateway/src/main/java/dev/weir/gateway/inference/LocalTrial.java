package dev.weir.gateway.inference;

import dev.weir.gateway.difficulty.LearnedDifficulty;
import dev.weir.gateway.error.GatewayErrorCode.Category;
import dev.weir.gateway.error.GatewayException;
import dev.weir.router.model.AnswerJudge;
import dev.weir.router.selection.RouteReason;
import dev.weir.router.selection.RoutingDecision.Escalate;
import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.Difficulty.Driver;
import dev.weir.router.signal.FinishedAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has the local model answer before anything leaves, and judges the answer before anybody sees it: where it is good
 * enough it goes out, and where it falls short the request goes on to the cloud model that the verdict left open. Never
 * decides where that is. Thread-safe.
 */
final class LocalTrial {

    private static final Logger LOG = LoggerFactory.getLogger(LocalTrial.class);
    private static final Difficulty MALFORMED =
            new Difficulty(0.998, List.of(new Driver("answer_malformed", Math.log(0.998 / 0.002))));

    private final LearnedDifficulty difficulty;
    private final Navigator navigator;

    LocalTrial(LearnedDifficulty difficulty, Navigator navigator) {
        this.difficulty = difficulty;
        this.navigator = navigator;
    }

    /**
     * How a trial ended.
     *
     * @param voyage with the difficulty as judged, and with the answer where there is one
     */
    record Tried(Voyage voyage, Course course) {}

    Tried run(Voyage voyage, Plan.Trial trial) {
        if (!(trial.backend() instanceof FinishingBackend backend)) {
            return unjudged(voyage, trial);
        }
        Optional<AnswerJudge> judge = difficulty.judge(backend.target().id(), backend.modelHash());
        if (judge.isEmpty()) {
            return unjudged(voyage, trial);
        }
        FinishingBackend.Finished finished;
        try {
            finished = backend.finish(voyage.request(), voyage.client());
        } catch (GatewayException error) {
            return afterFailure(voyage, trial, error);
        }
        Difficulty judged = judge(voyage, judge.get(), finished);
        Voyage wiser = voyage.judged(judged, backend.target().id(), finished.reply());
        return new Tried(wiser, navigator.judged(wiser, trial));
    }

    private Tried unjudged(Voyage voyage, Plan.Trial trial) {
        return new Tried(voyage, navigator.unjudged(voyage, trial));
    }

    /** What the client did wrong, or a client that has left, is no reason to go on to the cloud. */
    private Tried afterFailure(Voyage voyage, Plan.Trial trial, GatewayException error) {
        if (voyage.client().gone() || error.code().category() == Category.CALLER) {
            return new Tried(
                    voyage, new Course.Local(trial.backend(), trial.decision().reason()));
        }
        LOG.warn(
                "decision {}: the local model failed with {}",
                voyage.decisionId(),
                error.code().code());
        Escalate otherwise = trial.decision().otherwise();
        return new Tried(
                voyage,
                navigator.course(
                        voyage,
                        new Escalate(otherwise.target(), otherwise.pseudonymised(), RouteReason.LOCAL_ANSWER_FAILED)));
    }

    /** Of several choices the one that most likely falls short speaks for all. */
    private static Difficulty judge(Voyage voyage, AnswerJudge judge, FinishingBackend.Finished finished) {
        boolean json = voyage.request().needs().contains("response_format");
        if (json && finished.choices().stream().anyMatch(choice -> !isJson(choice.text()))) {
            return MALFORMED;
        }
        Difficulty before = voyage.seen().difficulty();
        return finished.choices().stream()
                .map((FinishedAnswer choice) -> judge.judge(before, AnswerSignals.of(choice)))
                .max(Comparator.comparingDouble(Difficulty::score))
                .orElse(before);
    }

    private static boolean isJson(String text) {
        try {
            return JsonMapper.shared().readTree(text).isContainer();
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
