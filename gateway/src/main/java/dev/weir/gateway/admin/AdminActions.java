package dev.weir.gateway.admin;

import dev.weir.gateway.audit.AuditEvent;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Puts every request that could change something on record before it is served. Paths go on record as their patterns, so
 * that nothing that somebody wrote into one does.
 */
final class AdminActions implements HandlerInterceptor {

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final AuditTrail trail;

    AdminActions(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (!READS.contains(request.getMethod()) && who != null && who.getPrincipal() instanceof Caller caller) {
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            trail.record(new AuditEvent.AdminAction(
                    caller.keyId(), request.getMethod(), pattern == null ? "" : pattern.toString()));
        }
        return true;
    }
}
