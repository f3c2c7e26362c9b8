package dev.weir.router.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.router.model.Calibration;
import dev.weir.router.model.LinearHead;
import dev.weir.router.model.PromptVector;
import dev.weir.router.signal.WordGrams;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FittingTest {

    private static final WordGrams NO_WORDS = WordGrams.of("");

    @Test
    void lbfgs_bowl_itsBottom() {
        double[] bottom = {3, -2, 0.5};

        double[] found = Lbfgs.minimise(
                (point, gradient) -> {
                    double value = 0;
                    for (int i = 0; i < bottom.length; i++) {
                        double off = point[i] - bottom[i];
                        gradient[i] = 2 * (i + 1) * off;
                        value += (i + 1) * off * off;
                    }
                    return value;
                },
                bottom.length);

        assertThat(found).containsExactly(bottom, within(1e-3));
    }

    @Test
    void cholesky_product_solvedBack() {
        double[][] lower = {{4}, {2, 5}, {1, 3, 6}};

        double[] solved = Cholesky.solve(Cholesky.factor(lower), new double[] {4 + 4 + 3, 2 + 10 + 9, 1 + 6 + 18});

        assertThat(solved).containsExactly(new double[] {1, 2, 3}, within(1e-9));
        assertThatThrownBy(() -> Cholesky.factor(new double[][] {{1}, {2, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logistic_chancesOfKnownShape_foundAgain() {
        Random random = new Random(1);
        List<PromptVector> vectors = Stream.generate(() -> vector(random.nextGaussian(), random.nextGaussian()))
                .limit(4000)
                .toList();
        double[] targets = vectors.stream()
                .mapToDouble(vector -> 1 / (1 + Math.exp(-(0.5 + 2 * vector.dense()[0]))))
                .toArray();
        double[] weights = new double[targets.length];
        Arrays.fill(weights, 1);

        LinearHead head = Logistic.fit(vectors, targets, weights, 0.01);

        assertThat(head.bias()).isCloseTo(0.5f, within(0.05f));
        assertThat(head.dense()[0]).isCloseTo(2, within(0.05f));
        assertThat(head.dense()[1]).isCloseTo(0, within(0.05f));
    }

    @Test
    void logistic_strongPenalty_theMeanAlone() {
        List<PromptVector> vectors = List.of(vector(1, 0), vector(-1, 0), vector(1, 1), vector(-1, 1));

        LinearHead head = Logistic.fit(vectors, new double[] {1, 0, 1, 1}, new double[] {1, 1, 1, 1}, 1e6);

        assertThat(head.probability(vector(1, 0))).isCloseTo(0.75, within(0.01));
        assertThat(head.probability(vector(-1, 0))).isCloseTo(0.75, within(0.01));
    }

    @Test
    void isotonic_noisyChances_risingAndCalibrated() {
        Random random = new Random(2);
        double[] scores = random.doubles(20_000, -1, 1).toArray();
        double[] happened = Arrays.stream(scores)
                .map(score -> random.nextDouble() < (score + 1) / 4 ? 1 : 0)
                .toArray();
        double[] weights = new double[scores.length];
        Arrays.fill(weights, 1);

        Calibration curve = Isotonic.fit(scores, happened, weights);

        assertThat(DoubleStream.of(-0.8, -0.4, 0, 0.4, 0.8)
                        .map(score -> Math.abs(curve.apply(score) - (score + 1) / 4)))
                .allMatch(off -> off < 0.05);
    }

    @Test
    void isotonic_fallingChances_flat() {
        Calibration curve = Isotonic.fit(new double[] {0, 1, 2}, new double[] {1, 0.5, 0}, new double[] {1, 1, 1});

        assertThat(curve.probabilities()).containsExactly(0.5f);
    }

    private static PromptVector vector(double first, double second) {
        return new PromptVector(new float[] {(float) first, (float) second}, NO_WORDS);
    }
}
