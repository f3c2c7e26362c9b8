package dev.weir.localmodels.sampling;

import dev.weir.localmodels.SamplingOptions;
import java.util.Map;
import java.util.OptionalLong;

/** Sampling options with one thing changed at a time. */
record Options(SamplingOptions build) {

    static final Options PLAIN = new Options(new SamplingOptions(1, 1, 0, 0, 1, 0, 0, OptionalLong.of(1), Map.of()));

    Options temperature(double value) {
        return with(value, build.topP(), build.topK(), build.minP());
    }

    Options topP(double value) {
        return with(build.temperature(), value, build.topK(), build.minP());
    }

    Options topK(int value) {
        return with(build.temperature(), build.topP(), value, build.minP());
    }

    Options minP(double value) {
        return with(build.temperature(), build.topP(), build.topK(), value);
    }

    Options repetition(double value) {
        return with(value, 0, 0);
    }

    Options presence(double value) {
        return with(1, value, 0);
    }

    Options frequency(double value) {
        return with(1, 0, value);
    }

    Options seed(long value) {
        return new Options(
                new SamplingOptions(build.temperature(), 1, 0, 0, 1, 0, 0, OptionalLong.of(value), build.logitBias()));
    }

    Options bias(Map<Integer, Double> value) {
        return new Options(new SamplingOptions(build.temperature(), 1, 0, 0, 1, 0, 0, build.seed(), value));
    }

    private Options with(double temperature, double topP, int topK, double minP) {
        return new Options(
                new SamplingOptions(temperature, topP, topK, minP, 1, 0, 0, build.seed(), build.logitBias()));
    }

    private Options with(double repetition, double presence, double frequency) {
        return new Options(new SamplingOptions(
                build.temperature(), 1, 0, 0, repetition, presence, frequency, build.seed(), build.logitBias()));
    }
}
