package dev.weir.gateway.cli;

import dev.weir.policy.replay.RecordedDecisionReader;
import dev.weir.policy.replay.RecordedLine;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a file of recorded decisions, however long, and says on the way how far it is. */
final class PolicyReplay {
    private static final int TELL_EVERY = 100_000;
    private static final int MOST_TOLD = 5;

    private final Surroundings surroundings;
    private final String records;
    private int told;

    PolicyReplay(Surroundings surroundings, String records) {
        this.surroundings = surroundings;
        this.records = records;
    }

    void run(Consumer<RecordedLine> each) {
        try (RecordedDecisionReader reader = new RecordedDecisionReader(Input.open(records, surroundings))) {
            long count = 0;
            for (Optional<RecordedLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                each.accept(line.get());
                tellIfBad(line.get());
                if (++count % TELL_EVERY == 0) {
                    surroundings.err().println(count + " lines replayed");
                }
            }
        } catch (IOException e) {
            throw CommandFailure.failed("cannot read " + records + ": " + Failures.reason(e), FactsFile.HINT, e);
        }
    }

    private void tellIfBad(RecordedLine line) {
        if (line instanceof RecordedLine.Bad bad && told++ < MOST_TOLD) {
            surroundings.err().println(records + ":" + bad.number() + ": " + bad.problem());
        }
    }
}
