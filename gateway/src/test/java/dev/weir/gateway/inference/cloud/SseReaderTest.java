package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseReaderTest {

    private static final String STREAM = "\uFEFF: hello\r\n\r\nevent: x\r\ndata: {\"a\":\"ü€😀\"}\r\n\r\n"
            + ": keep-alive\n\ndata:first\ndata: second\nid: 7\n\ndata: cr\r\rdata\n\ndatabase: no\n\ndata: [DONE]";
    private static final List<String> EVENTS = List.of("{\"a\":\"ü€😀\"}", "first\nsecond", "cr", "", "[DONE]");

    private static List<String> read(InputStream in) throws IOException {
        SseReader reader = new SseReader(in);
        List<String> events = new ArrayList<>();
        for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
            events.add(new String(next.get(), StandardCharsets.UTF_8));
        }
        return events;
    }

    private static List<String> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void next_streamCutAtAnyByte_sameEvents() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            InputStream head = new ByteArrayInputStream(bytes, 0, cut);
            InputStream tail = new ByteArrayInputStream(bytes, cut, bytes.length - cut);
            assertThat(read(new SequenceInputStream(head, tail)))
                    .as("cut at byte %d", cut)
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void next_oneByteAtATime_sameEvents() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        InputStream dripping = new InputStream() {
            private int position;

            @Override
            public int read() {
                return position < bytes.length ? bytes[position++] & 0xff : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                buffer[offset] = (byte) next;
                return 1;
            }
        };

        assertThat(read(dripping)).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"data: a|a", "data:a|a", "data:  a| a", "data|''", "data:|''", "data: a: b|a: b"},
            ignoreLeadingAndTrailingWhitespace = false)
    void next_formsOfAField_valueWithoutOneLeadingSpace(String line, String value) throws IOException {
        assertThat(read(line + "\n\n")).containsExactly(value);
    }

    @Test
    void next_nothingButComments_noEvent() throws IOException {
        assertThat(read(": a\n\n: b\n\n")).isEmpty();
    }

    @Test
    void next_endlessLine_refusedInsteadOfGathered() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class).hasMessageContaining("too long");
    }
}
