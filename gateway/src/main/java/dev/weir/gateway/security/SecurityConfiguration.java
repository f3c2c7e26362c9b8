package dev.weir.gateway.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may go where: {@code /v1} with any key, the admin API with an admin key or a console session, health and the
 * console's files without; everything else is not there.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** Nothing loads and nobody frames; the console sets its own policy over this one. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** The header, of any value, that the console sends with every change. */
    static final String CSRF_HEADER = "x-weir-csrf";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    @Bean
    @Order(1)
    SecurityFilterChain wireApi(HttpSecurity http, KeyStore keys) {
        return stateless(http)
                .securityMatcher("/v1", "/v1/**")
                .addFilterBefore(new BearerKeyFilter(keys, () -> {}), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                .exceptionHandling(denied -> denied.authenticationEntryPoint(
                                (request, response, _) -> Denials.missingKey(request, response))
                        .accessDeniedHandler((request, response, _) -> Denials.forbidden(request, response)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain adminApi(
            HttpSecurity http,
            KeyStore keys,
            SecurityContextRepository sessions,
            ObjectProvider<RefusalObserver> observers) {
        Runnable refused = () -> observers.forEach(observer -> observer.refused(RefusalObserver.Place.ADMIN_API, ""));
        return plain(http)
                .securityMatcher("/api/**", "/actuator/**")
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .securityContext(context -> context.securityContextRepository(sessions))
                .addFilterBefore(new BearerKeyFilter(keys, refused), AuthorizationFilter.class)
                .authorizeHttpRequests(rules -> rules.requestMatchers(SessionController::isSignIn)
                        .permitAll()
                        .requestMatchers(SecurityConfiguration::couldBeForged)
                        .denyAll()
                        .requestMatchers(HttpMethod.POST, "/api/admin/v1/decisions/*/reveal")
                        .hasAnyAuthority(CallerAuthentication.ADMIN, Permission.REVEAL.written())
                        .anyRequest()
                        .hasAuthority(CallerAuthentication.ADMIN))
                .exceptionHandling(denied -> denied.authenticationEntryPoint(
                                (request, response, _) -> Denials.missingKey(request, response))
                        .accessDeniedHandler((request, response, _) -> Denials.forbidden(request, response)))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain openPages(HttpSecurity http) {
        return stateless(http)
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .cacheControl(cache -> cache.disable()))
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers(
                                "/livez", "/readyz", "/", "/console", "/console/**", "/favicon.ico", "/schemas/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(denied -> denied.authenticationEntryPoint(
                                (request, response, _) -> Denials.nothingHere(request, response))
                        .accessDeniedHandler((request, response, _) -> Denials.nothingHere(request, response)))
                .build();
    }

    @Bean
    SecurityContextRepository consoleSessions() {
        return new HttpSessionSecurityContextRepository();
    }

    /** Model ids may hold a slash, which clients send as {@code %2F}. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        return firewall;
    }

    /** Keeps Spring Boot from making a user with a password: there are none here. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new ProviderNotFoundException("only API keys are accepted");
        };
    }

    /**
     * A change that another site could have made the browser send: it carries neither a key nor our header, and a page
     * elsewhere can add neither without asking us first (CORS), which is never granted. Signing in is safe likewise:
     * it takes JSON alone.
     */
    private static boolean couldBeForged(HttpServletRequest request) {
        return !READS.contains(request.getMethod())
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getHeader(CSRF_HEADER) == null;
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return plain(http)
                .csrf(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable);
    }

    private static HttpSecurity plain(HttpSecurity http) {
        return http.requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable);
    }
}
