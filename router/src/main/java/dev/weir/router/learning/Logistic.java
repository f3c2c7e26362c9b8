package dev.weir.router.learning;

import dev.weir.router.model.LinearHead;
import dev.weir.router.model.PromptVector;
import dev.weir.router.model.Vectors;
import dev.weir.router.signal.WordGrams;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a logistic regression with targets between 0 and 1, weights and a squared penalty on every weight but the bias.
 *
 * <p>Minimises sum_i w_i · crossentropy_i + penalty/2 · |weights|² by L-BFGS from zero. Single-threaded, so that sums are
 * always taken in one order.
 */
final class Logistic implements Lbfgs.Objective {

    private final List<PromptVector> vectors;
    private final double[] targets;
    private final double[] weights;
    private final double penalty;
    private final int dense;

    private Logistic(List<PromptVector> vectors, double[] targets, double[] weights, double penalty) {
        this.vectors = vectors;
        this.targets = targets;
        this.weights = weights;
        this.penalty = penalty;
        this.dense = vectors.getFirst().dense().length;
    }

    static LinearHead fit(List<PromptVector> vectors, double[] targets, double[] weights, double penalty) {
        Logistic problem = new Logistic(vectors, targets, weights, penalty);
        return head(Lbfgs.minimise(problem, 1 + problem.dense + WordGrams.BUCKETS), problem.dense);
    }

    private static LinearHead head(double[] parameters, int dense) {
        float[] denseWeights = new float[dense];
        float[] gramWeights = new float[WordGrams.BUCKETS];
        for (int i = 0; i < dense; i++) {
            denseWeights[i] = (float) parameters[1 + i];
        }
        for (int i = 0; i < gramWeights.length; i++) {
            gramWeights[i] = (float) parameters[1 + dense + i];
        }
        return new LinearHead((float) parameters[0], denseWeights, gramWeights);
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        LinearHead head = head(parameters, dense);
        float[] slopes = new float[dense];
        double loss = 0;
        Arrays.fill(gradient, 0);
        for (int row = 0; row < vectors.size(); row++) {
            PromptVector vector = vectors.get(row);
            double logit = parameters[0] + Vectors.dot(head.dense(), vector.dense()) + grams(head, vector.grams());
            double error = weights[row] * (1 / (1 + Math.exp(-logit)) - targets[row]);
            loss += weights[row] * (softplus(logit) - targets[row] * logit);
            gradient[0] += error;
            accumulate(slopes, vector.dense(), (float) error);
            WordGrams found = vector.grams();
            for (int i = 0; i < found.buckets().length; i++) {
                gradient[1 + dense + found.buckets()[i]] += error * found.values()[i];
            }
        }
        for (int i = 0; i < dense; i++) {
            gradient[1 + i] = slopes[i];
        }
        return loss + penalise(parameters, gradient);
    }

    private double penalise(double[] parameters, double[] gradient) {
        double squares = 0;
        for (int i = 1; i < parameters.length; i++) {
            squares += parameters[i] * parameters[i];
            gradient[i] += penalty * parameters[i];
        }
        return penalty / 2 * squares;
    }

    private static double grams(LinearHead head, WordGrams found) {
        double sum = 0;
        for (int i = 0; i < found.buckets().length; i++) {
            sum += (double) head.grams()[found.buckets()[i]] * found.values()[i];
        }
        return sum;
    }

    private static void accumulate(float[] sums, float[] values, float factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * values[i];
        }
    }

    private static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }
}
