package dev.weir.gateway.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code Authorization: Bearer <key>}, the scheme in any case (RFC 9110, 11.1). A request without one goes on
 * unauthenticated; one with a wrong key ends here, so that a wrong key never falls back to a session.
 */
final class BearerKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final KeyStore keys;
    private final Runnable refused;

    /** @param refused is run for each wrong key */
    BearerKeyFilter(KeyStore keys, Runnable refused) {
        this.keys = keys;
        this.refused = refused;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> key = key(request);
        if (key.isPresent()) {
            Optional<Caller> caller = keys.find(key.get());
            if (caller.isEmpty()) {
                refused.run();
                Denials.wrongKey(request, response);
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(caller.get()));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private static Optional<String> key(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(header.substring(SCHEME.length()).strip());
    }
}
