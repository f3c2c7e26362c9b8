package dev.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderOptionsTest {

    @Test
    void resolve_nothingSet_belowHome() {
        assertThat(resolve(Map.of()))
                .isEqualTo(new Folders(Path.of("/home/me/.local/share/weir"), Path.of("/home/me/.cache/weir/models")));
    }

    @Test
    void resolve_xdgFolders_below() {
        assertThat(resolve(Map.of("XDG_DATA_HOME", "/x/data", "XDG_CACHE_HOME", "/x/cache")))
                .isEqualTo(new Folders(Path.of("/x/data/weir"), Path.of("/x/cache/weir/models")));
    }

    @Test
    void resolve_relativeXdgFolder_ignoredAsTheRulesSay() {
        assertThat(resolve(Map.of("XDG_DATA_HOME", "data")).data()).isEqualTo(Path.of("/home/me/.local/share/weir"));
    }

    @Test
    void resolve_weirsOwnVariables_winAndAreRelativeToHere() {
        assertThat(resolve(Map.of("WEIR_DATA_DIR", "d", "WEIR_MODELS_DIR", "../m", "XDG_DATA_HOME", "/x")))
                .isEqualTo(new Folders(Path.of("/srv/here/d"), Path.of("/srv/m")));
    }

    private static Folders resolve(Map<String, String> environment) {
        return new FolderOptions()
                .resolve(new Surroundings(
                        environment, Path.of("/srv/here"), Path.of("/home/me"), System.out, System.err));
    }
}
