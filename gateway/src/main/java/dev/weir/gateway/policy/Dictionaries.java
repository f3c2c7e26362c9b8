package dev.weir.gateway.policy;

import dev.weir.policy.detection.DictionaryRecogniser;
import dev.weir.policy.rules.DetectionSettings;
import dev.weir.policy.rules.DetectionSettings.Dictionary;
import dev.weir.policy.yaml.DictionaryException;
import dev.weir.policy.yaml.PolicyRecognisers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dictionaries that policies name, in files of one folder. A file is read again once its size or time has changed;
 * a million terms take seconds. Thread-safe.
 */
final class Dictionaries {

    private final Path folder;
    private final Map<Dictionary, Read> read = new ConcurrentHashMap<>();

    Dictionaries(Path folder) {
        this.folder = folder;
    }

    /** Those that are given in the policies themselves alone: for whoever has no folder. */
    static Dictionaries none() {
        return new Dictionaries(Path.of("no such folder"));
    }

    private record Read(Stamp stamp, DictionaryRecogniser recogniser) {}

    /**
     * How a file stood when it was looked at.
     *
     * @param state size and time of the last change; empty where there is no such file
     */
    record Stamp(String file, Optional<String> state) {}

    /** The files of these settings as they stand now: as long as this is equal, so are the dictionaries. */
    List<Stamp> stamps(DetectionSettings settings) {
        return settings.dictionaries().stream()
                .filter(Dictionary::hasFile)
                .map(this::stamp)
                .toList();
    }

    /**
     * What finds a dictionary's terms.
     *
     * @throws DictionaryException it can't be read or holds something else than terms
     */
    DictionaryRecogniser recogniser(Dictionary dictionary) {
        if (!dictionary.hasFile()) {
            return PolicyRecognisers.dictionary(dictionary, folder);
        }
        Stamp now = stamp(dictionary);
        Read known = read.get(dictionary);
        if (known == null || !known.stamp().equals(now)) {
            known = new Read(now, PolicyRecognisers.dictionary(dictionary, folder));
            read.put(dictionary, known);
        }
        return known.recogniser();
    }

    private Stamp stamp(Dictionary dictionary) {
        try {
            BasicFileAttributes now =
                    Files.readAttributes(PolicyRecognisers.path(dictionary, folder), BasicFileAttributes.class);
            return new Stamp(dictionary.file(), Optional.of(now.size() + " " + now.lastModifiedTime()));
        } catch (IOException e) {
            return new Stamp(dictionary.file(), Optional.empty());
        }
    }
}
