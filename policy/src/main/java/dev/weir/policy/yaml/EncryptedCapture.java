package dev.weir.policy.yaml;

import dev.weir.policy.Capture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a policy asks for content to be captured encrypted, which not every installation can do. */
public final class EncryptedCapture {

    private EncryptedCapture() {}

    /**
     * Problems for an installation without a master key: one for each place that asks for encryption.
     *
     * @param name stands for the policy's file in problems
     * @param text of the policy
     */
    public static List<PolicyProblem> problems(String name, String text) {
        return EditablePolicy.of(name, text.getBytes(StandardCharsets.UTF_8)).stream()
                .flatMap(EncryptedCapture::places)
                .map(place -> new PolicyProblem(
                        ProblemCode.NO_MASTER_KEY,
                        place.position(),
                        "`capture: encrypted` needs a master key, and none is set here",
                        "set `weir.audit.capture.master-key-file`, or write `capture: masked`",
                        Optional.empty()))
                .toList();
    }

    private static Stream<EditablePolicy.Place> places(EditablePolicy policy) {
        return policy.places().stream()
                .filter(place -> place.part() == EditablePolicy.Part.CAPTURE
                        && place.value().equals(Capture.ENCRYPTED.written()));
    }
}
