package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Detectors;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.policy.PolicyReading;
import dev.weir.gateway.policy.PolicyVersions;
import dev.weir.policy.detection.RequestInspector;
import dev.weir.policy.diff.PolicyDiff;
import dev.weir.policy.testing.PolicyTestRunner;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads policies: what is in force, every version, every change, what differs, and whether a draft is valid. */
@RestController
@RequestMapping("/api/admin/v1/policies")
class PoliciesController {

    private static final int MAX_LIMIT = 200;

    private final Policies policies;
    private final PolicyVersions versions;
    private final Detectors detectors;

    PoliciesController(Policies policies, PolicyVersions versions, Detectors detectors) {
        this.policies = policies;
        this.versions = versions;
        this.detectors = detectors;
    }

    @GetMapping
    StandingView standing() {
        return StandingView.of(policies.standing());
    }

    @GetMapping("/versions")
    VersionView.Page versions(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") String limit) {
        int size = Parameters.integer("limit", limit, MAX_LIMIT);
        Optional<Integer> before = cursor.map(text -> Parameters.integer("cursor", text, Integer.MAX_VALUE));
        // One more than asked for tells whether a next page exists.
        List<VersionView> found =
                versions.page(before, size + 1).stream().map(VersionView::of).toList();
        List<VersionView> shown = found.subList(0, Math.min(size, found.size()));
        Optional<String> next = found.size() > size
                ? Optional.of(Integer.toString(shown.getLast().number()))
                : Optional.empty();
        return new VersionView.Page(shown, next, inForce());
    }

    @GetMapping("/versions/{number}")
    VersionView.Whole version(@PathVariable String number) {
        PolicyVersions.Kept kept = kept("number", number);
        PolicyReading reading = read(kept);
        return new VersionView.Whole(
                VersionView.of(kept.version()),
                kept.version().number() == inForce(),
                reading instanceof PolicyReading.Accepted,
                DraftView.problems(reading),
                kept.text());
    }

    /** Every change of what is in force, newest first: who, when, from which version to which, and why. */
    @GetMapping("/changes")
    ChangeView.Page changes(@RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") String limit) {
        int size = Parameters.integer("limit", limit, MAX_LIMIT);
        Optional<Long> before = cursor.map(text -> Parameters.number("cursor", text, Long.MAX_VALUE));
        List<ChangeView> found =
                versions.changes(before, size + 1).stream().map(ChangeView::of).toList();
        List<ChangeView> shown = found.subList(0, Math.min(size, found.size()));
        Optional<String> next =
                found.size() > size ? Optional.of(Long.toString(shown.getLast().sequence())) : Optional.empty();
        return new ChangeView.Page(shown, next);
    }

    /** What changed in meaning from one version to another; both must be valid for this release. */
    @GetMapping("/diff")
    DiffView diff(@RequestParam String from, @RequestParam String to) {
        PolicyVersions.Kept before = kept("from", from);
        PolicyVersions.Kept after = kept("to", to);
        PolicyReading.Accepted old = accepted(before);
        PolicyReading.Accepted next = accepted(after);
        return DiffView.of(
                name(before), name(after), PolicyDiff.of(old.policy(), old.tests(), next.policy(), next.tests()));
    }

    /**
     * Whether a draft would be put in force, all that is wrong with it, how its own cases end with the detector that
     * requests meet, and what it would change. Has no effect.
     */
    @PostMapping(
            path = "/validate",
            consumes = {PolicyBody.YAML, PolicyBody.PLAIN})
    DraftView validate(HttpServletRequest request) {
        PolicyInForce current = policies.current().get();
        return switch (policies.validate(PolicyBody.read(request))) {
            case PolicyReading.Refused refused -> DraftView.refused(refused);
            case PolicyReading.Accepted accepted -> {
                RequestInspector inspector =
                        detectors.inspector(accepted.policy().detection(), current);
                yield DraftView.accepted(
                        accepted,
                        new PolicyTestRunner(text -> inspector.inspect(text).findings())
                                .run(accepted.policy(), accepted.tests()),
                        current.rules().policy());
            }
        };
    }

    private int inForce() {
        return policies.current().version().number();
    }

    private PolicyVersions.Kept kept(String parameter, String number) {
        return versions.find(Parameters.integer(parameter, number, Integer.MAX_VALUE))
                .orElseThrow(() -> AdminProblem.notFound("policy version"));
    }

    private PolicyReading read(PolicyVersions.Kept kept) {
        return policies.validate(kept.text().getBytes(StandardCharsets.UTF_8));
    }

    private PolicyReading.Accepted accepted(PolicyVersions.Kept kept) {
        return switch (read(kept)) {
            case PolicyReading.Accepted accepted -> accepted;
            case PolicyReading.Refused refused -> throw AdminProblem.invalidPolicy(refused.problems());
        };
    }

    private static VersionView.Name name(PolicyVersions.Kept kept) {
        return new VersionView.Name(
                kept.version().name(), kept.version().number(), kept.version().sha256());
    }
}
