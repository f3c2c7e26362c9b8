package dev.weir.gateway.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start on a misspelt section under {@code weir}. Within a section each properties record refuses unknown
 * keys by itself; a section that nobody binds would otherwise be ignored in silence.
 */
final class KnownSettings implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("weir");
    private static final Set<String> SECTIONS = Set.of(
            "data-dir",
            "models-dir",
            "limits",
            "keys",
            "models",
            "model-store",
            "local",
            "cloud",
            "cache",
            "policy",
            "detection",
            "pseudonyms",
            "audit",
            "streaming");

    private final ConfigurableEnvironment environment;

    KnownSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> unknown = unknown();
        if (!unknown.isEmpty()) {
            throw new UnknownSettingException(String.join("\n", unknown));
        }
    }

    private List<String> unknown() {
        Set<String> problems = new TreeSet<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            // Environment variables are left out: WEIR_JAVA_HOME and the like belong to the launcher.
            if (source instanceof IterableConfigurationPropertySource iterable && !isEnvironment(source)) {
                iterable.stream()
                        .filter(ROOT::isAncestorOf)
                        .filter(name -> !SECTIONS.contains(section(name)))
                        .forEach(name -> problems.add("`weir." + section(name) + "`" + place(source, name)
                                + " is no setting of Weir; there are: " + String.join(", ", new TreeSet<>(SECTIONS))));
            }
        }
        return List.copyOf(problems);
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return String.valueOf(source.getUnderlyingSource())
                .toLowerCase(Locale.ROOT)
                .contains("systemenvironment");
    }

    private static String section(ConfigurationPropertyName name) {
        return name.getElement(1, ConfigurationPropertyName.Form.DASHED);
    }

    private static String place(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        Origin origin = Origin.from(source.getConfigurationProperty(name));
        return origin == null ? "" : " (" + origin + ")";
    }
}
