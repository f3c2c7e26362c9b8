package dev.weir.gateway.admin;

import dev.weir.gateway.audit.ShadowLog;
import dev.weir.gateway.inference.ShadowTrial;
import dev.weir.gateway.policy.Change;
import dev.weir.gateway.policy.PolicyInForce;
import dev.weir.gateway.policy.ShadowPolicy;
import dev.weir.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The policy that is tried in the shadow: which one it is, and what it would have decided otherwise. */
@RestController
@RequestMapping("/api/admin/v1/policies/shadow")
class ShadowController {

    private final ShadowPolicy shadow;
    private final ShadowTrial trial;
    private final ShadowLog log;

    ShadowController(ShadowPolicy shadow, ShadowTrial trial, ShadowLog log) {
        this.shadow = shadow;
        this.trial = trial;
        this.log = log;
    }

    @GetMapping
    ShadowView view() {
        return ShadowView.of(
                shadow.standing(),
                trial.counts(),
                shadow.current().map(PolicyInForce::version).map(version -> log.summary(version.number())));
    }

    /** Puts a policy in the shadow, in place of what stands there. */
    @PutMapping(consumes = {PolicyBody.YAML, PolicyBody.PLAIN})
    ShadowView put(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return changed(shadow.put(PolicyBody.read(request), caller.keyId(), Parameters.reason(reason)));
    }

    /** Takes away what stands there. */
    @DeleteMapping
    ShadowView remove(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String reason) {
        return changed(shadow.remove(caller.keyId(), Parameters.reason(reason)));
    }

    private ShadowView changed(Change change) {
        if (change instanceof Change.OwnedElsewhere) {
            throw AdminProblem.conflict(
                    "policy_owned_elsewhere", "The configuration says which policy stands in the shadow. Change that.");
        }
        PolicyChangesController.doubts(change);
        return view();
    }
}
