package dev.weir.gateway.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.convert.ConversionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Says which setting stopped a start, and where it's written. Never its value: that may be a key. */
final class SettingFailure {

    private SettingFailure() {}

    /** One line for each bad setting, if settings are what failed. */
    static Optional<String> describe(Throwable failure) {
        @Nullable BindException bind = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnboundConfigurationPropertiesException unbound -> {
                    return Optional.of(unbound.getUnboundProperties().stream()
                            .map(property -> "unknown setting `" + property.getName() + "`" + place(property))
                            .collect(Collectors.joining("\n")));
                }
                case BindValidationException invalid -> {
                    ConfigurationPropertyName prefix =
                            invalid.getValidationErrors().getName();
                    return Optional.of(invalid.getValidationErrors().getAllErrors().stream()
                            .map(error -> "setting `" + name(prefix, error) + "` " + error.getDefaultMessage())
                            .collect(Collectors.joining("\n")));
                }
                case BindException outer -> bind = outer;
                default -> {
                    // what it wraps may say more
                }
            }
        }
        return bind == null ? Optional.empty() : Optional.of(wrong(bind));
    }

    private static String wrong(BindException failure) {
        String setting = "setting `" + failure.getName() + "`" + place(failure.getProperty());
        Throwable deepest = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConversionException) {
                Class<?> type = failure.getTarget().getType().resolve(Object.class);
                return setting + " has a value that is no " + type.getSimpleName();
            }
            deepest = cause;
        }
        boolean ownWords = deepest instanceof IllegalArgumentException && deepest.getMessage() != null;
        return setting + (ownWords ? ": " + deepest.getMessage() : " has a value that can't be used");
    }

    private static String name(ConfigurationPropertyName prefix, ObjectError error) {
        return error instanceof FieldError field ? prefix + "." + field.getField() : prefix.toString();
    }

    private static String place(@Nullable ConfigurationProperty property) {
        if (property == null || property.getOrigin() == null) {
            return "";
        }
        if (property.getOrigin() instanceof TextResourceOrigin origin
                && origin.getResource() != null
                && origin.getLocation() != null) {
            return " in " + origin.getResource().getDescription() + " line "
                    + (origin.getLocation().getLine() + 1);
        }
        return " in " + property.getOrigin();
    }
}
