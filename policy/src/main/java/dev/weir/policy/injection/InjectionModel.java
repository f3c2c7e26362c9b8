package dev.weir.policy.injection;

import dev.weir.policy.detection.ShadowText;
import dev.weir.policy.injection.InjectionFeatures.Block;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scores texts by how much they look like orders to a model: a logistic regression over {@link InjectionFeatures}, with
 * one byte for each hashed feature. Cost is linear in the text. Immutable and thread-safe.
 *
 * <p>Its file is one line of JSON ({@code format}, {@code id}, {@code scale}, {@code forms}, {@code trained}), then
 * {@link InjectionFeatures#BUCKETS} weights as signed bytes.
 */
public final class InjectionModel {

    /** The format that is read and written. */
    static final int FORMAT = 1;

    private static final String BUNDLED = "injection-model.bin";
    private static final int LONGEST_HEADER = 1 << 14;

    private final String id;
    private final float scale;
    private final float[] forms;
    private final byte[] weights;
    private final JsonNode trained;

    private InjectionModel(String id, float scale, float[] forms, byte[] weights, JsonNode trained) {
        this.id = id;
        this.scale = scale;
        this.forms = forms;
        this.weights = weights;
        this.trained = trained;
    }

    /** The weights of a training, one byte each from here on. */
    static InjectionModel of(String id, float[] trained, JsonNode about) {
        float largest = 1e-9f;
        for (int i = 0; i < InjectionFeatures.BUCKETS; i++) {
            largest = Math.max(largest, Math.abs(trained[i]));
        }
        float scale = largest / Byte.MAX_VALUE;
        byte[] weights = new byte[InjectionFeatures.BUCKETS];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) Math.round(trained[i] / scale);
        }
        float[] forms = Arrays.copyOfRange(trained, InjectionFeatures.BUCKETS, trained.length);
        return new InjectionModel(id, scale, forms, weights, about.deepCopy());
    }

    /**
     * The model that ships with Weir.
     *
     * @throws IllegalStateException it isn't there or damaged
     */
    public static InjectionModel bundled() {
        try (InputStream in = InjectionModel.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("the injection model is missing");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("the injection model can't be read", e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws IOException it can't be read, or isn't one
     */
    public static InjectionModel read(InputStream in) throws IOException {
        byte[] all = in.readAllBytes();
        int line = 0;
        while (line < Math.min(all.length, LONGEST_HEADER) && all[line] != '\n') {
            line++;
        }
        try {
            JsonNode header = JsonMapper.shared().readTree(new String(all, 0, line, StandardCharsets.UTF_8));
            byte[] weights = Arrays.copyOfRange(all, Math.min(all.length, line + 1), all.length);
            JsonNode forms = header.path("forms");
            if (header.path("format").asInt(0) != FORMAT
                    || weights.length != InjectionFeatures.BUCKETS
                    || forms.size() != InjectionFeatures.FORMS) {
                throw new IOException("not an injection model of format " + FORMAT);
            }
            float[] form = new float[forms.size()];
            for (int i = 0; i < form.length; i++) {
                form[i] = forms.get(i).floatValue();
            }
            return new InjectionModel(
                    header.path("id").asString(""),
                    header.path("scale").floatValue(),
                    form,
                    weights,
                    header.path("trained"));
        } catch (JacksonException e) {
            throw new IOException("not an injection model", e);
        }
    }

    /** The model as its file holds it. */
    public byte[] bytes() {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        header.put("format", FORMAT).put("id", id).put("scale", scale);
        for (float form : forms) {
            header.withArray("/forms").add(form);
        }
        header.set("trained", trained);
        byte[] line = (JsonMapper.shared().writeValueAsString(header) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(line, line.length + weights.length);
        System.arraycopy(weights, 0, all, line.length, weights.length);
        return all;
    }

    /** Name and version. */
    public String id() {
        return id;
    }

    /** How much the most telling stretch of a text looks like an order to a model, 0 to 1. */
    public double score(String text) {
        if (text.isBlank()) {
            return 0;
        }
        List<Block> blocks = InjectionFeatures.blocks(ShadowText.of(text));
        double most = Double.NEGATIVE_INFINITY;
        Sums before = Sums.NONE;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Sums own = sums(block);
            if (i > 0 || blocks.size() == 1) {
                Block first = i == 0 ? InjectionFeatures.EMPTY : blocks.get(i - 1);
                most = Math.max(most, logit(before, own, InjectionFeatures.form(first, block, text.length())));
            }
            before = own;
        }
        return 1 / (1 + Math.exp(-most));
    }

    /** Sums of the weights of one block's features, and how many there are. */
    private record Sums(long words, int wordCount, long letters, int letterCount) {
        static final Sums NONE = new Sums(0, 0, 0, 0);
    }

    private Sums sums(Block block) {
        return new Sums(sum(block.words()), block.words().length, sum(block.letters()), block.letters().length);
    }

    private long sum(int[] buckets) {
        long sum = 0;
        for (int bucket : buckets) {
            sum += weights[bucket];
        }
        return sum;
    }

    private double logit(Sums a, Sums b, double[] form) {
        double logit = mean(a.words() + b.words(), a.wordCount() + b.wordCount())
                + mean(a.letters() + b.letters(), a.letterCount() + b.letterCount());
        for (int i = 0; i < form.length; i++) {
            logit += forms[i] * form[i];
        }
        return logit;
    }

    private double mean(long sum, int count) {
        return count == 0 ? 0 : scale * sum / Math.sqrt(count);
    }
}
