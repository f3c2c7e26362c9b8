package dev.weir.auditlog.verify;

import dev.weir.auditlog.journal.LogEntry;
import dev.weir.auditlog.note.SignedNote;
import dev.weir.auditlog.note.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** The verifier as a program. Exit codes: 0 sound, 1 not sound, 2 wrong arguments or unreadable files. */
public final class Main {

    private static final int SOUND = 0;
    private static final int NOT_SOUND = 1;
    private static final int USAGE = 2;

    private static final String HELP = """
            Verifies an export of a Weir decision log, or a proof, with the log's public key and nothing else.

              java -jar weir-audit-verify.jar BUNDLE --key PUBLIC [--checkpoint FILE]
              java -jar weir-audit-verify.jar PROOF [ENTRY] --key PUBLIC

            BUNDLE      the zip file that `weir audit export` wrote, or the folder it was unpacked to
            PROOF       what `weir audit prove` wrote; of an entry's inclusion: with the file of that ENTRY
            PUBLIC      the public key, NAME+ID+BASE64, or a file that has it; never the one in the bundle itself. Where the
                        key was changed, the first one: changes are on record and followed. Proofs need the newest
            --checkpoint a checkpoint that you kept from earlier; without one nobody can tell a log that was cut off,
                        together with its newest checkpoints, from one that was always so short

            Exit code 0: sound. 1: not sound, each finding is a line. 2: wrong arguments or unreadable files.
            """;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Runs the verifier and returns its exit code. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(HELP);
            return SOUND;
        }
        try {
            return verify(Arguments.read(arguments), out);
        } catch (IllegalArgumentException wrong) {
            err.println("error: " + wrong.getMessage());
            err.println("  hint: --help tells the arguments");
            return USAGE;
        } catch (IOException unreadable) {
            err.println("error: can't read " + unreadable.getMessage());
            return USAGE;
        }
    }

    private record Arguments(List<Path> files, VerifierKey key, Optional<SignedNote> checkpoint) {

        static Arguments read(List<String> arguments) throws IOException {
            List<Path> files = new ArrayList<>();
            Optional<VerifierKey> key = Optional.empty();
            Optional<SignedNote> checkpoint = Optional.empty();
            Queue<String> rest = new ArrayDeque<>(arguments);
            for (String argument = rest.poll(); argument != null; argument = rest.poll()) {
                switch (argument) {
                    case "--key" -> key = Optional.of(key(value(rest, argument)));
                    case "--checkpoint" ->
                        checkpoint = Optional.of(SignedNote.parse(Files.readString(Path.of(value(rest, argument)))));
                    default -> files.add(file(argument));
                }
            }
            if (files.isEmpty() || files.size() > 2) {
                throw new IllegalArgumentException("give one bundle, or a proof and an entry");
            }
            return new Arguments(
                    files,
                    key.orElseThrow(() -> new IllegalArgumentException("give the log's public key with --key")),
                    checkpoint);
        }

        private static Path file(String argument) {
            if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            return Path.of(argument);
        }

        private static String value(Queue<String> rest, String option) {
            String value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            return value;
        }

        private static VerifierKey key(String text) throws IOException {
            return VerifierKey.parse(
                    text.contains("+") && !Files.exists(Path.of(text)) ? text : Files.readString(Path.of(text)));
        }
    }

    private static int verify(Arguments arguments, PrintStream out) throws IOException {
        Path first = arguments.files().getFirst();
        Optional<String> proof = proof(first);
        if (proof.isPresent()) {
            return verifyProof(proof.get(), arguments, out);
        }
        if (arguments.files().size() > 1) {
            throw new IllegalArgumentException(first + " is no proof");
        }
        try (Bundle bundle = Bundle.open(first)) {
            Verification result = bundle.verify(arguments.key(), arguments.checkpoint());
            return report(result, arguments.checkpoint().isPresent(), out);
        }
    }

    private static Optional<String> proof(Path file) throws IOException {
        if (Files.isDirectory(file) || Files.size(file) > 1 << 20) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith(InclusionProof.FORM) || text.startsWith(ConsistencyProof.FORM)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static int verifyProof(String proof, Arguments arguments, PrintStream out) throws IOException {
        boolean proves;
        if (proof.startsWith(ConsistencyProof.FORM)) {
            proves = ConsistencyProof.parse(proof).proves(arguments.key());
        } else {
            if (arguments.files().size() != 2) {
                throw new IllegalArgumentException("a proof of inclusion needs the file of its entry");
            }
            byte[] text =
                    Files.readString(arguments.files().get(1)).stripTrailing().getBytes(StandardCharsets.UTF_8);
            proves = InclusionProof.parse(proof).proves(new LogEntry(0, text), arguments.key());
        }
        out.println(proves ? "PROVEN" : "NOT PROVEN: the proof doesn't fit the entry, the checkpoint or the key");
        return proves ? SOUND : NOT_SOUND;
    }

    private static int report(Verification result, boolean anchored, PrintStream out) {
        result.findings().forEach(finding -> out.println(finding.code() + " " + finding.message()));
        out.printf(
                "%s: %d entries (%d checked, %d left out by the export's filter, %d pruned), %d checkpoints, root %s%n",
                result.sound() ? "SOUND" : "NOT SOUND",
                result.size(),
                result.entries(),
                result.leftOut(),
                result.pruned(),
                result.checkpoints(),
                result.root().base64());
        result.vouchedFrom()
                .ifPresent(entry -> out.println("The key is the log's since entry " + entry
                        + ". Checkpoints from before are of other keys and were not checked: for that, give the log's first"
                        + " key."));
        if (!anchored && result.sound()) {
            out.println("Compare the size and root with a checkpoint that you kept elsewhere (--checkpoint).");
        }
        return result.sound() ? SOUND : NOT_SOUND;
    }
}
