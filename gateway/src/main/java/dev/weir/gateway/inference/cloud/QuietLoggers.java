package dev.weir.gateway.inference.cloud;

import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Silences loggers of libraries that would write prompts, answers or keys: Apache HttpClient logs headers and bodies at
 * debug level, and Spring AI's Anthropic model logs prompts at warning level;
 * Reactor logs what a cancelled stream could no longer deliver.
 */
final class QuietLoggers {

    private static final List<String> NAMES = List.of(
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "org.springframework.ai",
            "com.anthropic",
            "com.google.genai",
            "okhttp3",
            "reactor.core.publisher.Operators");

    private QuietLoggers() {}

    static void silence() {
        LoggingSystem logging = LoggingSystem.get(QuietLoggers.class.getClassLoader());
        NAMES.forEach(name -> logging.setLogLevel(name, LogLevel.OFF));
    }
}
