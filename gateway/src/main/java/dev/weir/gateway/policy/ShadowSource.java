package dev.weir.gateway.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the configuration says of the policy in the shadow.
 *
 * @param file whose content is followed; empty where no setting names one
 * @param named the text of the policy that a setting names
 */
record ShadowSource(Optional<PolicyFile> file, Optional<String> named) {

    static ShadowSource of(PolicyProperties properties) {
        if (properties.shadowFile().isPresent() && properties.shadowName().isPresent()) {
            throw new PolicyRefusedException(
                    "both `weir.policy.shadow-file` and `weir.policy.shadow-name` are set; keep one of them");
        }
        return new ShadowSource(
                properties.shadowFile().map(Path::of).map(PolicyFile::new),
                properties
                        .shadowName()
                        .map(name -> new String(
                                PolicySource.shipped("weir.policy.shadow-name", name), StandardCharsets.UTF_8)));
    }

    /** Who says what stands in the shadow; empty where the admin API may. */
    Optional<Activation.Owner> owner() {
        if (named.isPresent()) {
            return Optional.of(Activation.Owner.SETTING);
        }
        return file.map(_ -> Activation.Owner.FILE);
    }
}
