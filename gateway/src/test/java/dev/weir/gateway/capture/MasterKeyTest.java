package dev.weir.gateway.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {

    @Test
    void of_fileOrVariable_theSameKey(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("master"), CaptureTestContext.MASTER + "\n");

        byte[] fromFile =
                MasterKey.of(Optional.of(file), Optional.empty()).orElseThrow().id();
        byte[] fromVariable = MasterKey.of(Optional.empty(), Optional.of(CaptureTestContext.MASTER))
                .orElseThrow()
                .id();

        assertThat(fromFile).isEqualTo(fromVariable);
        assertThat(MasterKey.of(Optional.empty(), Optional.of(CaptureTestContext.OTHER_MASTER))
                        .orElseThrow()
                        .id())
                .isNotEqualTo(fromFile);
    }

    @Test
    void of_nothing_none() {
        assertThat(MasterKey.of(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void of_both_refused() {
        assertThatThrownBy(() -> MasterKey.of(Optional.of(Path.of("file")), Optional.of(CaptureTestContext.MASTER)))
                .isInstanceOf(CaptureKeyException.class)
                .hasMessageContaining("given twice");
    }

    @Test
    void of_noSuchFile_refused(@TempDir Path folder) {
        assertThatThrownBy(() -> MasterKey.of(Optional.of(folder.resolve("gone")), Optional.empty()))
                .isInstanceOf(CaptureKeyException.class)
                .hasMessageContaining("can't be read");
    }

    @Test
    void of_tooShortOrNoBase64_refusedWithoutQuotingIt() {
        assertThatThrownBy(() -> MasterKey.of(Optional.empty(), Optional.of("c2hvcnQ=")))
                .isInstanceOf(CaptureKeyException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
        assertThatThrownBy(() -> MasterKey.of(Optional.empty(), Optional.of("not base64 at all!")))
                .isInstanceOf(CaptureKeyException.class)
                .hasMessageNotContaining("not base64");
    }
}
