package dev.weir.policy.yaml;

import dev.weir.policy.detection.DictionaryRecogniser;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.Entity.Category;
import dev.weir.policy.detection.EntityRecogniser;
import dev.weir.policy.detection.PatternRecogniser;
import dev.weir.policy.detection.RecogniserRegistry;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.DetectionSettings.Dictionary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes the recognisers that a policy asks for: those of its packs, and its own words and forms. Reads its dictionaries
 * from files beside or below its own.
 */
public final class PolicyRecognisers {

    private PolicyRecognisers() {}

    /**
     * Recognisers for a policy's settings.
     *
     * @param folder that of the policy's file
     * @throws DictionaryException a dictionary can't be read or holds something else than terms
     */
    public static RecogniserRegistry of(DetectionSettings settings, Path folder) {
        return of(settings, dictionary -> dictionary(dictionary, folder));
    }

    /** The same, with dictionaries from elsewhere. */
    public static RecogniserRegistry of(
            DetectionSettings settings, Function<Dictionary, ? extends EntityRecogniser> dictionaries) {
        List<EntityRecogniser> own = new ArrayList<>();
        settings.dictionaries().forEach(dictionary -> own.add(dictionaries.apply(dictionary)));
        settings.patterns()
                .forEach(pattern -> own.add(PatternRecogniser.of(
                        pattern.name(), pattern.entity(), pattern.expression(), pattern.score(), pattern.context())));
        return RecogniserRegistry.ofPacks(settings.packs())
                .with(own)
                .withThresholds(settings.thresholds())
                .withAllowed(settings.allow());
    }

    /**
     * One dictionary. A file has one term a line; blank lines and spaces around terms don't count.
     *
     * @throws DictionaryException it can't be read or holds something else than terms
     */
    public static DictionaryRecogniser dictionary(Dictionary dictionary, Path folder) {
        Entity entity = new Entity(dictionary.entity(), Category.CONFIDENTIAL);
        if (!dictionary.hasFile()) {
            return made(entity, dictionary.terms(), "of " + dictionary.entity());
        }
        try (Stream<String> lines = Files.lines(path(dictionary, folder), StandardCharsets.UTF_8)) {
            List<String> terms = lines.map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return made(entity, terms, dictionary.file());
        } catch (IOException | UncheckedIOException e) {
            boolean encoding =
                    e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException;
            throw new DictionaryException(
                    dictionary.file(), encoding ? "it is not UTF-8" : "it is not there or can't be read");
        }
    }

    private static DictionaryRecogniser made(Entity entity, List<String> terms, String name) {
        try {
            return DictionaryRecogniser.of(entity, terms);
        } catch (IllegalArgumentException e) {
            throw new DictionaryException(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * What is wrong with the dictionaries that a policy names.
     *
     * @param name stands for the policy's file in problems
     * @param text of the policy, to tell where it names them
     */
    public static List<PolicyProblem> problems(
            DetectionSettings settings,
            Function<Dictionary, ? extends EntityRecogniser> dictionaries,
            String name,
            String text) {
        List<PolicyProblem> problems = new ArrayList<>();
        for (Dictionary dictionary : settings.dictionaries()) {
            try {
                Objects.requireNonNull(dictionaries.apply(dictionary));
            } catch (DictionaryException e) {
                problems.add(new PolicyProblem(
                        ProblemCode.UNUSABLE_DICTIONARY,
                        position(name, text, dictionary.hasFile() ? dictionary.file() : dictionary.entity()),
                        e.problem(),
                        "put a UTF-8 file with one term a line beside or below the policy file",
                        Optional.empty()));
            }
        }
        return problems;
    }

    private static SourcePosition position(String name, String text, String word) {
        int at = Math.max(0, text.indexOf(word));
        int line = (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        int start = text.lastIndexOf('\n', at - 1) + 1;
        return new SourcePosition(name, line + 1, text.codePointCount(Math.min(start, at), at) + 1);
    }

    /** Where a dictionary's file is. */
    public static Path path(Dictionary dictionary, Path folder) {
        return folder.resolve(dictionary.file());
    }
}
