package dev.weir.localmodels.tokenizer.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Corners of the language against Jinja2, and templates that mean harm. */
class JinjaTemplateTest {

    static Stream<JsonNode> corners() {
        try (InputStream in = Objects.requireNonNull(
                JinjaTemplateTest.class.getResourceAsStream("/dev/weir/localmodels/tokenizer/corners.json"))) {
            return JsonMapper.shared().readTree(in).valueStream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("corners")
    void render_recordedTemplate_sameAsJinja2(JsonNode recorded) {
        String source = recorded.get("template").asString();
        JsonNode expected = recorded.get("rendered");

        if (expected.isString()) {
            assertThat(render(source)).isEqualTo(expected.asString());
        } else {
            assertThatThrownBy(() -> render(source))
                    .isInstanceOf(TemplateFailure.Refusal.class)
                    .hasMessage(expected.get("refused").asString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
                "{% set ns = namespace(x='aaaaaaaaaaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[]) %}{% for i in range(99999) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[]) %}{% for i in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x|tojson }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(40) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{{ 'x' * 99999999999 }}",
                "{{ [1] * 99999999 }}",
                "{{ range(1000000000) }}",
                "{{ ('a' * 100000)|replace('a', 'b' * 100000) }}",
                "{{ ('a' * 100000)|replace('', 'b' * 100000) }}",
                "{{ [[1]]|tojson(indent=999999999) }}{{ range(99999)|map('tojson')|list|join('x' * 99999) }}",
                "{% set s = 'a' * 4000000 %}{% for i in range(99999) %}{% set x = s|upper %}{% endfor %}",
                "{% set s = 'a' * 4000000 %}{% for i in range(99999) %}{% set x = s.strip('a') %}{% endfor %}",
                "{% set s = 'a' * 4000000 %}{% for i in range(99999) %}{% set x = s is lower %}{% endfor %}",
                "{% set s = 'a' * 2000000 %}{{ s.find('a' * 1000000 ~ 'b') }}",
                "{% set s = range(99999)|list %}{% for i in range(99999) %}{% set x = s|sort %}{% endfor %}",
                "{{ strftime_now('%d' * 1000000) }}",
                "{{ 9 ** 99 }}",
                "{{ 1 // 0 }}",
                "{{ 1 % 0 }}",
                "{{ [1,2,3][::0] }}"
            })
    void render_templateThatTakesTooMuch_fails(String source) {
        assertThatThrownBy(() -> render(source)).isInstanceOf(TemplateFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ messages.__class__ }}",
                "{{ ''.__class__.__mro__[1].__subclasses__() }}",
                "{{ messages.getClass() }}",
                "{{ messages[0].getClass().forName('java.lang.Runtime') }}",
                "{{ messages[0].content.getBytes() }}",
                "{{ ____int3rpr3t3r____.getContext() }}",
                "{{ self.x }}",
                "{{ namespace.call() }}"
            })
    void render_templateThatReachesForTheMachine_findsNothing(String source) {
        try {
            assertThat(render(source)).isEmpty();
        } catch (TemplateFailure failure) {
            assertThat(failure).isNotInstanceOf(TemplateFailure.Refusal.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "{{ 'a }}",
                "{% if %}",
                "{% if x %}",
                "{% endif %}",
                "{% for x in %}",
                "{% for x in y %}{% else %}",
                "{% set %}",
                "{{ x | nothing }}",
                "{{ x is nothing }}",
                "{% import 'x' as y %}",
                "{{ (1 }}",
                "{{ [1 }}",
                "{{ {1 }}",
                "{{ 1 2 }}",
                "{# x",
                "{% raw %}",
                "{{ 99999999999999999999 }}",
                "{{ '\\Uffffffff' }}",
                "{{ $ }}",
                "{% macro m( %}",
                "{% set x.y.z = 1 %}",
                "{{ x[1:2:3:4] }}",
                "{{ a.1.b. }}",
                "{% block x %}{% endblock %}"
            })
    void parse_whatIsNoTemplate_failsWithAReason(String source) {
        assertThatThrownBy(() -> JinjaTemplate.parse(source))
                .isInstanceOf(TemplateFailure.class)
                .hasMessageMatching(".+ (near|in) line \\d+|a text names a character that doesn't exist");
    }

    @Test
    void parse_deepNesting_fails() {
        for (String bracket : List.of("(", "[", "{'a':", "not ", "-", "x[")) {
            assertThatThrownBy(() -> JinjaTemplate.parse("{{ " + bracket.repeat(5_000)))
                    .isInstanceOf(TemplateFailure.class);
        }
        assertThatThrownBy(() -> JinjaTemplate.parse("{% if x %}".repeat(5_000)))
                .isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> render("{{ 1" + " + 1".repeat(5_000) + " }}")).isInstanceOf(TemplateFailure.class);
        assertThatThrownBy(() -> render("{{ 'a'" + "|upper".repeat(5_000) + " }}"))
                .isInstanceOf(TemplateFailure.class);
    }

    @Test
    void parse_hugeTemplate_fails() {
        assertThatThrownBy(() -> JinjaTemplate.parse("x".repeat(300_000))).hasMessageContaining("at most 262144");
    }

    @Test
    void render_mutatedTemplates_textOrFailure() {
        SplittableRandom random = new SplittableRandom(9);
        List<String> sources =
                corners().map(corner -> corner.get("template").asString()).toList();
        int failures = 0;

        for (int round = 0; round < 2_000; round++) {
            try {
                assertThat(render(mutated(sources, random))).isNotNull();
            } catch (TemplateFailure _) {
                failures++;
            }
        }

        assertThat(failures).isBetween(200, 1_950);
    }

    private static String mutated(List<String> sources, SplittableRandom random) {
        StringBuilder text = new StringBuilder(sources.get(random.nextInt(sources.size())));
        for (int i = random.nextInt(3); i >= 0; i--) {
            String other = sources.get(random.nextInt(sources.size()));
            int from = random.nextInt(other.length());
            String part = other.substring(from, Math.min(other.length(), from + random.nextInt(12)));
            int at = random.nextInt(text.length() + 1);
            text.replace(at, Math.min(text.length(), at + random.nextInt(6)), part);
        }
        return text.toString();
    }

    private static String render(String source) {
        List<Value> messages = new ArrayList<>();
        messages.add(message("user", "Hi"));
        messages.add(message("assistant", "Hello, how can I help?"));
        messages.add(message("user", "Tell me a joke.\nA short one."));
        messages.add(message("user", "Bye"));
        return JinjaTemplate.parse(source).render(Map.of("messages", new Value.Sequence(messages)), Clock.systemUTC());
    }

    private static Value message(String role, String content) {
        return Value.mapping(Map.of("role", new Value.Text(role), "content", new Value.Text(content)));
    }
}
