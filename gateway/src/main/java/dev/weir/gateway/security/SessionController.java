package dev.weir.gateway.security;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in to the console with an admin key, and out again. The browser keeps a session cookie, never the key. */
@RestController
@RequestMapping(SessionController.PATH)
class SessionController {

    static final String PATH = "/api/admin/v1/session";

    private final KeyStore keys;
    private final SecurityContextRepository sessions;
    private final List<SignInObserver> observers;
    private final List<RefusalObserver> refusals;

    SessionController(
            KeyStore keys,
            SecurityContextRepository sessions,
            ObjectProvider<SignInObserver> observers,
            ObjectProvider<RefusalObserver> refusals) {
        this.keys = keys;
        this.sessions = sessions;
        this.observers = observers.stream().toList();
        this.refusals = refusals.stream().toList();
    }

    /** Holds a key, so it doesn't print itself. */
    record SignIn(String key) {
        @Override
        public String toString() {
            return "SignIn";
        }
    }

    /** @param may what the key may do beyond the console itself */
    record SignedIn(String keyId, String team, List<String> may) {
        SignedIn {
            may = List.copyOf(may);
        }
    }

    static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST") && request.getRequestURI().equals(PATH);
    }

    /** JSON alone: a form on another site can't send that, so nobody is signed in against their will. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signIn(@RequestBody SignIn signIn, HttpServletRequest request, HttpServletResponse response) {
        Optional<Caller> known = Optional.ofNullable(signIn.key()).flatMap(key -> keys.find(key.strip()));
        if (known.filter(Caller::admin).isEmpty()) {
            String keyId = known.map(Caller::keyId).orElse("");
            refusals.forEach(observer -> observer.refused(RefusalObserver.Place.CONSOLE, keyId));
        }
        Caller caller = known.orElseThrow(() -> GatewayException.of(
                GatewayErrorCode.INVALID_API_KEY,
                "This key is not known here. `./weir key` prints the bootstrap key."));
        if (!caller.admin()) {
            throw GatewayException.of(
                    GatewayErrorCode.PERMISSION_DENIED,
                    "This key does not open the console. Sign in with an admin key.");
        }
        observers.forEach(observer -> observer.signedIn(caller.keyId()));
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        request.getSession(true);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerAuthentication(caller));
        sessions.saveContext(context, request, response);
    }

    @GetMapping
    SignedIn current(@AuthenticationPrincipal Caller caller) {
        return new SignedIn(
                caller.keyId(),
                caller.team(),
                caller.may().stream().map(Permission::written).sorted().toList());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request) {
        Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
        SecurityContextHolder.clearContext();
    }
}
