package dev.weir.localmodels.tokenizer;

import dev.weir.localmodels.gguf.MalformedGgufException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How text is cut before BPE, as {@code tokenizer.ggml.pre} names it.
 *
 * <p>Source: the {@code tokenizer.json} of SmolLM2, Qwen2.5, Llama 3 and GPT-2.
 */
enum PreTokenizer {
    GPT_2("gpt-2", "null", sequence(byteLevel(true)), false),
    SMOLLM("smollm", "null", sequence("{\"type\":\"Digits\",\"individual_digits\":true}", byteLevel(true)), false),
    QWEN2("qwen2", "{\"type\":\"NFC\"}", sequence(split("\\\\p{N}"), byteLevel(false)), false),
    LLAMA_BPE("llama-bpe", "null", sequence(split("\\\\p{N}{1,3}"), byteLevel(false)), true);

    private final String label;
    private final String normalizer;
    private final String steps;
    private final boolean ignoresMerges;

    PreTokenizer(String label, String normalizer, String steps, boolean ignoresMerges) {
        this.label = label;
        this.normalizer = normalizer;
        this.steps = steps;
        this.ignoresMerges = ignoresMerges;
    }

    static PreTokenizer named(String label) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new MalformedGgufException("the pre-tokenizer `%s` is not known; known are %s"
                        .formatted(
                                label,
                                Arrays.stream(values())
                                        .map(known -> "`" + known.label + "`")
                                        .collect(Collectors.joining(", ")))));
    }

    /** The normaliser as a value of {@code tokenizer.json}. */
    String normalizerJson() {
        return normalizer;
    }

    /** The pre-tokenizer as a value of {@code tokenizer.json}. */
    String stepsJson() {
        return steps;
    }

    /** Whether a word that is in the vocabulary is taken whole, even where merges would not lead to it. */
    boolean ignoresMerges() {
        return ignoresMerges;
    }

    private static String sequence(String... steps) {
        return "{\"type\":\"Sequence\",\"pretokenizers\":[" + String.join(",", steps) + "]}";
    }

    private static String byteLevel(boolean cutsWords) {
        return "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":" + cutsWords
                + "}";
    }

    /** The words of Llama 3 and Qwen2, which differ in how numbers are cut. */
    private static String split(String number) {
        String words = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|" + number
                + "| ?[^\\\\s\\\\p{L}\\\\p{N}]+[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+";
        return "{\"type\":\"Split\",\"pattern\":{\"Regex\":\"" + words
                + "\"},\"behavior\":\"Isolated\",\"invert\":false}";
    }
}
