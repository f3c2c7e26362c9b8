package dev.weir.gateway.admin;

import dev.weir.gateway.WeirApplication;
import dev.weir.gateway.audit.AuditEvent;
import dev.weir.gateway.audit.AuditTrail;
import dev.weir.gateway.security.SignInObserver;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts what administrators do on record: changes, sign-ins, and the gateway's starts. */
@Configuration(proxyBeanMethods = false)
class AdminRecording implements WebMvcConfigurer {

    private final AuditTrail trail;

    AdminRecording(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AdminActions(trail)).addPathPatterns("/api/**");
    }

    @Bean
    static SignInObserver signInObserver(AuditTrail trail) {
        return keyId -> trail.record(new AuditEvent.SignedIn(keyId));
    }

    @Bean
    static FailedSignIns failedSignIns(AuditTrail trail) {
        return FailedSignIns.start(trail, Duration.ofMinutes(1));
    }

    @EventListener(ApplicationReadyEvent.class)
    void started() {
        String version = WeirApplication.class.getPackage().getImplementationVersion();
        trail.record(new AuditEvent.Started(Optional.ofNullable(version).orElse("unpackaged")));
    }
}
