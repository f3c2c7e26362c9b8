package dev.weir.gateway.admin;

import dev.weir.gateway.policy.Activation;
import dev.weir.gateway.policy.Change;
import dev.weir.gateway.policy.Complaint;
import dev.weir.gateway.policy.Policies;
import dev.weir.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Changes which policy decides. Each change is on record, with who asked and why, before it takes effect. */
@RestController
@RequestMapping("/api/admin/v1/policies")
class PolicyChangesController {

    private final Policies policies;

    PolicyChangesController(Policies policies) {
        this.policies = policies;
    }

    /** What a change came to: how things stand after it, and what is doubtful in the policy. */
    record Changed(StandingView standing, List<ProblemView> problems) {
        Changed {
            problems = List.copyOf(problems);
        }
    }

    /** Puts a policy in force; with {@code pin}, also over a file or setting that says otherwise. */
    @PutMapping(
            path = "/active",
            consumes = {PolicyBody.YAML, PolicyBody.PLAIN})
    Changed put(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean pin,
            HttpServletRequest request) {
        byte[] text = PolicyBody.read(request);
        String note = Parameters.reason(reason);
        return changed(pin ? policies.putPinned(text, caller.keyId(), note) : policies.put(text, caller.keyId(), note));
    }

    /** Puts an earlier version in force again. */
    @PostMapping("/versions/{number}/activate")
    Changed rollBack(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String reason) {
        int version = Parameters.integer("number", number, Integer.MAX_VALUE);
        return changed(policies.rollBack(version, caller.keyId(), Parameters.reason(reason)));
    }

    /** Keeps what is in force, whatever the file comes to say. */
    @PutMapping("/pin")
    Changed pin(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String reason) {
        return changed(policies.pin(caller.keyId(), Parameters.reason(reason)));
    }

    /** Lets the file or the setting decide again. */
    @DeleteMapping("/pin")
    Changed unpin(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String reason) {
        return changed(policies.unpin(caller.keyId(), Parameters.reason(reason)));
    }

    /** Reads the file again, even if nothing about it changed. */
    @PostMapping("/reload")
    Changed reload(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String reason) {
        return changed(policies.reload(caller.keyId(), Parameters.reason(reason)));
    }

    private Changed changed(Change change) {
        List<Complaint> doubts = doubts(change);
        return new Changed(
                StandingView.of(policies.standing()),
                doubts.stream().map(ProblemView::of).toList());
    }

    /** What is doubtful about a change that was made; one that wasn't is a problem. */
    static List<Complaint> doubts(Change change) {
        return switch (change) {
            case Change.Done done -> done.warnings();
            case Change.Refused refused -> throw AdminProblem.invalidPolicy(refused.problems());
            case Change.OwnedElsewhere elsewhere -> throw ownedElsewhere(elsewhere.owner());
            case Change.NoFile _ ->
                throw AdminProblem.conflict("policy_file_missing", "There is no policy file that could be read.");
            case Change.NoSuchVersion _ -> throw AdminProblem.notFound("policy version");
            case Change.NotPinned _ -> throw AdminProblem.conflict("not_pinned", "No policy is pinned.");
        };
    }

    private static AdminProblem ownedElsewhere(Activation.Owner owner) {
        String whose = owner == Activation.Owner.SETTING ? "the configuration names it" : "a policy file says so";
        return AdminProblem.conflict(
                "policy_owned_elsewhere",
                "The admin API doesn't decide which policy this is: " + whose + ". Change that, or add `pin=true`.");
    }
}
