package dev.weir.policy.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads recorded decisions line by line, so that a file of any size takes the memory of its longest line, and that has a
 * limit. Blank lines are passed over. Closes the stream that it reads. Not thread-safe.
 */
public final class RecordedDecisionReader implements AutoCloseable {
    /** Longest line, in bytes; a longer one is bad. */
    public static final int LONGEST = 1 << 24;

    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    private long number;

    public RecordedDecisionReader(InputStream stream) {
        this.stream = new BufferedInputStream(stream, BUFFER);
    }

    /** The next line that isn't blank; empty at the end. */
    public Optional<RecordedLine> next() throws IOException {
        Read read = readLine();
        while (read == Read.BLANK) {
            read = readLine();
        }
        return switch (read) {
            case END, BLANK -> Optional.empty();
            case TOO_LONG -> Optional.of(new RecordedLine.Bad(number, "the line is longer than " + LONGEST + " bytes"));
            case WHOLE -> Optional.of(parse());
        };
    }

    private enum Read {
        END,
        BLANK,
        WHOLE,
        TOO_LONG
    }

    private Read readLine() throws IOException {
        line.reset();
        boolean tooLong = false;
        boolean blank = true;
        int next = stream.read();
        if (next < 0) {
            return Read.END;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = stream.read()) {
            blank &= Character.isWhitespace(next);
            if (line.size() < LONGEST) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
        if (blank) {
            return Read.BLANK;
        }
        return tooLong ? Read.TOO_LONG : Read.WHOLE;
    }

    private RecordedLine parse() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return new RecordedLine.Decision(number, RecordedDecisionJson.read(text));
        } catch (CharacterCodingException e) {
            return new RecordedLine.Bad(number, "the line is not UTF-8");
        } catch (MalformedRecordException e) {
            return new RecordedLine.Bad(number, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
