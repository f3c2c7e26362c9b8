package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.router.learning.JudgeTraining.Graded;
import dev.weir.router.learning.JudgeTraining.Line;
import dev.weir.router.model.AnswerJudge;
import dev.weir.router.signal.AnswerSignals;
import dev.weir.router.signal.Difficulty;
import dev.weir.router.signal.FinishedAnswer;
import dev.weir.router.signal.TokenCertainty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Learns from a small world in which answers are right as often as their tokens are likely. */
class JudgeTrainingTest {

    private static final int ANSWERS = 500;

    private static AnswerSignals answer(double sureness) {
        return AnswerSignals.of(new FinishedAnswer(
                "an answer", Collections.nCopies(10, new TokenCertainty(Math.log(sureness), 1)), false));
    }

    private static List<Graded> world(long seed) {
        Random random = new Random(seed);
        List<Graded> graded = new ArrayList<>();
        for (int i = 0; i < ANSWERS; i++) {
            double sureness = 0.05 + 0.9 * random.nextDouble();
            double right = random.nextDouble() < sureness ? 1 : 0;
            RoutingRow row = new RoutingRow("q" + i, "labelled", "any", "", "question " + i, right, 1, 1);
            graded.add(new Graded(row, 0.5, answer(sureness)));
        }
        return graded;
    }

    @Test
    void fit_world_unsureAnswersAreJudgedToFallShort() {
        AnswerJudge judge = JudgeTraining.fit("hash", world(1));
        Difficulty before = new Difficulty(0.5, List.of());

        assertThat(judge.sha256()).isEqualTo("hash");
        assertThat(judge.judge(before, answer(0.1)).score()).isGreaterThan(0.7);
        assertThat(judge.judge(before, answer(0.95)).score()).isLessThan(0.3);
        assertThat(judge.judge(before, answer(0.1)).drivers().getFirst().name()).isEqualTo("answer_certainty");
    }

    @Test
    void measure_world_tellsRightFromWrongBetterThanThePromptAndIsCalibrated() {
        Line all = JudgeTraining.measure(world(2)).getFirst();

        assertThat(all.wrongBefore()).isBetween(0.4, 0.6);
        assertThat(all.wrongAfter()).isGreaterThan(0.75);
        assertThat(all.after().apgr()).isGreaterThan(all.before().apgr() + 0.1);
        assertThat(all.calibrationError()).isLessThan(0.12);
    }

    @Test
    void measure_answersThatTellNothing_noBetterThanChance() {
        List<Graded> random = new ArrayList<>();
        List<Graded> world = world(3);
        for (int i = 0; i < world.size(); i++) {
            Graded other = world.get((i + 1) % world.size());
            random.add(new Graded(world.get(i).row(), 0.5, other.answer()));
        }

        assertThat(JudgeTraining.measure(random).getFirst().wrongAfter()).isBetween(0.35, 0.6);
    }

    @Test
    void fit_twice_sameJudge() {
        AnswerJudge once = JudgeTraining.fit("", world(1));
        AnswerJudge again = JudgeTraining.fit("", world(1));

        assertThat(again.weights()).containsExactly(once.weights());
        assertThat(again.bias()).isEqualTo(once.bias());
    }
}
