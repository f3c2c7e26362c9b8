package dev.weir.policy.yaml;

import dev.weir.policy.condition.KnownNames;
import dev.weir.policy.detection.Entity;
import dev.weir.policy.detection.RecogniserRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Loads policy files. Reports every problem of a file at once; a file with an error gives no policy. Thread-safe.
 */
public final class PolicyLoader {
    /** Largest policy file, in bytes. */
    public static final int LARGEST = 1 << 20;

    private final Map<String, Set<Entity>> entitiesByPack;
    private final Optional<KnownNames> known;

    /**
     * Makes a loader for a detector whose packs differ in what they find: a policy may name only what its packs find.
     *
     * @param entitiesByPack the entities of each pack
     */
    public PolicyLoader(Map<String, Set<Entity>> entitiesByPack) {
        this(entitiesByPack, Optional.empty());
    }

    private PolicyLoader(Map<String, Set<Entity>> entitiesByPack, Optional<KnownNames> known) {
        this.entitiesByPack = Map.copyOf(entitiesByPack);
        this.known = known;
    }

    /** The same loader for an installation: a policy may name only the teams, targets and labels that exist there. */
    public PolicyLoader within(KnownNames installation) {
        return new PolicyLoader(entitiesByPack, Optional.of(installation));
    }

    /**
     * Makes a loader for a detector each of whose packs finds everything.
     *
     * @param entities what the detector can find, which policies may name
     * @param packs the detector's entity packs
     */
    public PolicyLoader(Set<Entity> entities, Set<String> packs) {
        this(packs.stream().collect(Collectors.toMap(pack -> pack, _ -> Set.copyOf(entities))));
    }

    /** A loader for the packs that Weir ships. */
    public static PolicyLoader standard() {
        return new PolicyLoader(
                RecogniserRegistry.packs().stream().collect(Collectors.toMap(pack -> pack, PolicyLoader::entitiesOf)));
    }

    private static Set<Entity> entitiesOf(String pack) {
        return Set.copyOf(
                RecogniserRegistry.ofPacks(List.of(pack)).catalogue().entities().values());
    }

    /** Loads a file. One that can't be read is a problem like any other. */
    public PolicyLoading load(Path file) {
        ProblemLog log = new ProblemLog(file.toString());
        try (InputStream stream = Files.newInputStream(file)) {
            return load(stream, log);
        } catch (NoSuchFileException e) {
            log.add(ProblemCode.UNREADABLE, log.at(1, 1), "there is no such file", "check the path");
        } catch (IOException e) {
            log.add(ProblemCode.UNREADABLE, log.at(1, 1), "the file can't be read", "check its permissions");
        }
        return new PolicyLoading.Rejected(log.sorted());
    }

    /**
     * Loads a policy from memory.
     *
     * @param name stands for the file in problems
     */
    public PolicyLoading load(String name, byte[] content) {
        return load(content, new ProblemLog(name));
    }

    /**
     * Loads a policy from a stream, of which no more is read than shows that it is too large.
     *
     * @param name stands for the file in problems
     * @throws IOException if the stream can't be read
     */
    public PolicyLoading load(String name, InputStream stream) throws IOException {
        return load(stream, new ProblemLog(name));
    }

    private PolicyLoading load(InputStream stream, ProblemLog log) throws IOException {
        return load(stream.readNBytes(LARGEST + 1), log);
    }

    private PolicyLoading load(byte[] content, ProblemLog log) {
        Optional<String> text = decode(content, log);
        Optional<PolicyParser.Parsed> parsed = text.flatMap(it -> parse(it, content, log));
        return parsed.isPresent() && !log.hasErrors()
                ? new PolicyLoading.Loaded(parsed.get().policy(), parsed.get().tests(), log.sorted())
                : new PolicyLoading.Rejected(log.sorted());
    }

    private Optional<PolicyParser.Parsed> parse(String text, byte[] content, ProblemLog log) {
        HiddenCharacters.check(text, log);
        LongWords.check(text, log);
        Optional<Node> root = log.hasErrors() ? Optional.empty() : new YamlReader(log).read(text);
        if (root.isEmpty() && !log.hasErrors()) {
            log.add(ProblemCode.EMPTY, log.at(1, 1), "the file is empty", "start from the default policy");
        }
        return root.flatMap(
                node -> new PolicyParser(log, entitiesByPack, known).parse(node, new YamlText(text), sha256(content)));
    }

    private static Optional<String> decode(byte[] content, ProblemLog log) {
        if (content.length > LARGEST) {
            String message = "the file is larger than " + LARGEST + " bytes";
            log.add(ProblemCode.TOO_LARGE, log.at(1, 1), message, "put long word lists in dictionaries");
            return Optional.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            String text = decoder.decode(ByteBuffer.wrap(content)).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            log.add(ProblemCode.NOT_UTF8, log.at(1, 1), "the file is not UTF-8", "save it as UTF-8");
            return Optional.empty();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
