package dev.weir.gateway.policy;

import dev.weir.policy.yaml.ReadyMadePolicies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the configuration says of the policy that decides.
 *
 * @param file may be there or not
 * @param named the text of the policy that a setting names; then the file decides nothing
 */
record PolicySource(PolicyFile file, Optional<String> named) {

    /**
     * What these settings say.
     *
     * @param directory the data directory, whose {@code policy.yaml} counts where no setting names anything
     * @throws PolicyRefusedException if they contradict each other or name a policy that isn't there
     */
    static PolicySource of(PolicyProperties properties, Path directory) {
        Path path = properties.file().map(Path::of).orElseGet(() -> directory.resolve("policy.yaml"));
        if (properties.name().isPresent() && properties.file().isPresent()) {
            throw new PolicyRefusedException(
                    "both `weir.policy.file` and `weir.policy.name` are set; keep one of them");
        }
        if (properties.name().isPresent() && Files.exists(path)) {
            throw new PolicyRefusedException("both `weir.policy.name` and " + path
                    + " say which policy decides; take the setting out or move the file away");
        }
        return new PolicySource(
                new PolicyFile(path),
                properties.name().map(name -> new String(shipped("weir.policy.name", name), StandardCharsets.UTF_8)));
    }

    /** The shipped policy that a setting names. */
    static byte[] shipped(String setting, String name) {
        return ReadyMadePolicies.find(name).orElseThrow(() -> new PolicyRefusedException(unknown(setting, name)));
    }

    private static String unknown(String setting, String name) {
        String nearest = ReadyMadePolicies.nearest(name)
                .map(it -> " (did you mean `" + it + "`?)")
                .orElse("");
        return "`" + setting + "` is `" + name + "`, and no such policy comes with Weir" + nearest + "; there are: "
                + String.join(", ", ReadyMadePolicies.names()) + "; `" + setting.replace("name", "file")
                + "` takes the path of a file";
    }
}
