package dev.weir.router.model;

import dev.weir.router.model.Profile.Weights;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link ModelWriter} wrote. Lengths are bounded, so that no file makes it ask for much memory. */
final class ModelReader {

    private static final int LONGEST = 1 << 20;

    private final DataInputStream in;

    private final boolean judges;

    /** @param judges whether profiles may hold judges of answers */
    ModelReader(DataInputStream in, boolean judges) {
        this.in = in;
        this.judges = judges;
    }

    DifficultyModel read() throws IOException {
        Map<String, String> notes = new HashMap<>();
        for (int left = length(); left > 0; left--) {
            notes.put(text(), text());
        }
        FeatureScale scale = new FeatureScale(texts(), floats(), floats());
        String embedder = text();
        Optional<Branch> withMeaning = in.readBoolean() ? Optional.of(branch()) : Optional.empty();
        Branch textOnly = branch();
        List<Profile> profiles = new ArrayList<>();
        for (int left = length(); left > 0; left--) {
            profiles.add(profile());
        }
        if (in.read() >= 0) {
            throw new IOException("something follows the model");
        }
        return new DifficultyModel(notes, scale, embedder, withMeaning, textOnly, profiles);
    }

    private Branch branch() throws IOException {
        List<Expert> experts = new ArrayList<>();
        for (int left = length(); left > 0; left--) {
            experts.add(new Expert(text(), head(), head()));
        }
        List<String> names = texts();
        float[][] weights = new float[names.size()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = halves();
        }
        return new Branch(experts, new Topics(names, weights, floats(), integers(), floats(), floats()));
    }

    private LinearHead head() throws IOException {
        return new LinearHead(in.readFloat(), halves(), halves());
    }

    private Profile profile() throws IOException {
        String id = text();
        double bias = in.readDouble();
        Weights weights = new Weights(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), doubles());
        Optional<Calibration> withMeaning = in.readBoolean() ? Optional.of(calibration()) : Optional.empty();
        Calibration textOnly = calibration();
        Optional<AnswerJudge> judge = judges && in.readBoolean() ? Optional.of(judge()) : Optional.empty();
        return new Profile(id, bias, weights, withMeaning, textOnly, judge);
    }

    private AnswerJudge judge() throws IOException {
        return new AnswerJudge(text(), texts(), floats(), floats(), in.readFloat(), floats());
    }

    private List<Double> doubles() throws IOException {
        List<Double> values = new ArrayList<>();
        for (int left = length(); left > 0; left--) {
            values.add(in.readDouble());
        }
        return values;
    }

    private Calibration calibration() throws IOException {
        return new Calibration(floats(), floats());
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = length(); left > 0; left--) {
            texts.add(text());
        }
        return texts;
    }

    private String text() throws IOException {
        int length = length();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the file ends early");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int[] integers() throws IOException {
        int[] values = new int[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readInt();
        }
        return values;
    }

    private float[] floats() throws IOException {
        float[] values = new float[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private float[] halves() throws IOException {
        float[] values = new float[length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(in.readShort());
        }
        return values;
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a length of " + length + " is out of range");
        }
        return length;
    }
}
