package dev.weir.localmodels.importer;

import java.util.function.DoubleUnaryOperator;

/**
 * Cosines and sines of rotary position embedding (Su et al. 2021), {@code [positions, headSize / 2]}.
 *
 * @param factors divide each frequency (Llama 3.1 and later); of length 0 for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RotaryTables(Hyperparameters model, float... factors) {

    float[] cosines() {
        return table(Math::cos);
    }

    float[] sines() {
        return table(Math::sin);
    }

    private float[] table(DoubleUnaryOperator function) {
        int half = model.headSize() / 2;
        float[] table = new float[model.context() * half];
        for (int i = 0; i < half; i++) {
            double factor = factors.length == 0 ? 1 : factors[i];
            double frequency = Math.pow(model.rope().base(), -2.0 * i / model.headSize())
                    / (factor * model.rope().linearScale());
            for (int position = 0; position < model.context(); position++) {
                table[position * half + i] = (float) function.applyAsDouble(position * frequency);
            }
        }
        return table;
    }
}
