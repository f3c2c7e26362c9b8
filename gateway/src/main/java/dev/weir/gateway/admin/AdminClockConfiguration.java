package dev.weir.gateway.admin;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock behind "as of"; no candidate for anyone who asks for a clock without naming this one. */
@Configuration(proxyBeanMethods = false)
class AdminClockConfiguration {

    @Bean(defaultCandidate = false)
    InstantSource adminClock() {
        return InstantSource.system();
    }
}
