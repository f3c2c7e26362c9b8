package dev.weir.localmodels.classify;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a classifier's files are and how to read its output.
 *
 * @param id the model's name
 * @param version of the artefact, as dates sort
 * @param labels in the order of the graph's output, which is outside, then beginning and inside of each label
 * @param maxTokens tokens of one window, its two marks included
 * @param overlap tokens that neighbouring windows share, about
 * @param model the graph's file
 * @param vocabulary the word pieces' file: a piece, a tab and its score in thousandths a line
 * @param outside what the probability of "no label" is multiplied by: below 1 finds more, above 1 less
 * @param thresholds the least score of a span, by label; 0 where none is given
 * @param licence of the weights
 * @param base the encoder that training began with, and its licence
 * @param trainingData the data sets and their licences
 */
public record ClassifierManifest(
        String id,
        String version,
        List<String> labels,
        int maxTokens,
        int overlap,
        Artefact model,
        Artefact vocabulary,
        double outside,
        Map<String, Double> thresholds,
        String licence,
        String base,
        List<String> trainingData) {

    private static final int MARKS = 2;

    public ClassifierManifest {
        labels = List.copyOf(labels);
        thresholds = Map.copyOf(thresholds);
        trainingData = List.copyOf(trainingData);
        if (labels.isEmpty() || !labels.containsAll(thresholds.keySet())) {
            throw new IllegalArgumentException("thresholds go with labels, of which there is at least one");
        }
        if (overlap < 0 || maxTokens < MARKS + WordPieces.MAX_PIECES || overlap >= maxTokens / 2) {
            throw new IllegalArgumentException("windows of " + maxTokens + " tokens can't share " + overlap);
        }
        if (outside <= 0) {
            throw new IllegalArgumentException("the factor of `outside` is more than 0, was " + outside);
        }
    }

    /**
     * A file beside the manifest.
     *
     * @param file its name
     * @param sha256 of its bytes, in lower-case hex
     */
    public record Artefact(String file, String sha256) {}

    /**
     * Reads a manifest; what it says beyond the record's components is for people.
     *
     * @throws ClassifierException if it is none
     */
    static ClassifierManifest read(byte[] json) {
        try {
            return JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build()
                    .readValue(json, ClassifierManifest.class);
        } catch (JacksonException problem) {
            throw new ClassifierException("the classifier's manifest can't be read", problem);
        }
    }

    /** Numbers per word in the graph's output. */
    int tags() {
        return 1 + 2 * labels.size();
    }

    /** Tokens of a window that are text. */
    int room() {
        return maxTokens - MARKS;
    }
}
