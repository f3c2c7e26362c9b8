package dev.weir.policy.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzer asserts, for each case file and a few damaged copies of it. */
class PolicyLoaderFuzzTest {
    private static final int COPIES = 8;

    static List<Path> files() {
        return Stream.of(
                        PolicyCaseFilesTest.good(),
                        PolicyCaseFilesTest.bad(),
                        PolicyCaseFilesTest.badInstalled(),
                        PolicyCaseFilesTest.warned())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void load_damagedFile_policyOrProblemsWithTheirPlaces(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Random random = new Random(Arrays.hashCode(content));

        PolicyLoaderFuzz.fuzzerTestOneInput(content);
        for (int i = 0; i < COPIES; i++) {
            PolicyLoaderFuzz.fuzzerTestOneInput(damaged(content, random));
        }
    }

    /** A piece of it is moved, doubled, dropped or overwritten. */
    private static byte[] damaged(byte[] content, RandomGenerator random) {
        int from = random.nextInt(content.length + 1);
        int to = Math.min(content.length, from + random.nextInt(12));
        byte[] piece = Arrays.copyOfRange(content, from, to);
        byte[] rest = random.nextBoolean() ? content : without(content, from, to);
        if (random.nextInt(3) == 0) {
            random.nextBytes(piece);
        }
        int at = random.nextInt(rest.length + 1);
        byte[] damaged = Arrays.copyOf(rest, rest.length + piece.length);
        System.arraycopy(piece, 0, damaged, at, piece.length);
        System.arraycopy(rest, at, damaged, at + piece.length, rest.length - at);
        return damaged;
    }

    private static byte[] without(byte[] content, int from, int to) {
        byte[] rest = Arrays.copyOf(content, content.length - (to - from));
        System.arraycopy(content, to, rest, from, content.length - to);
        return rest;
    }
}
