package dev.weir.gateway.inference.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.cost.Tariff;
import dev.weir.gateway.cost.TokenCounter;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.CloudProvider;
import dev.weir.policy.outbound.ClearedFixture;
import dev.weir.router.selection.Target.Capability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CloudPropertiesTest {

    private static final String KEY = "sk-secret-9876";
    private static final String FIRST = "weir.cloud.providers[0].";

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(CloudConfiguration.class);

    private ApplicationContextRunner provider(String... properties) {
        return runner.withPropertyValues(
                        FIRST + "id=one", FIRST + "base-url=https://api.example.com/v1", FIRST + "models[0].name=m1")
                .withPropertyValues(properties);
    }

    private static List<CloudProvider> providers(AssertableApplicationContext context) {
        return context.getBean(CloudProviders.class).all();
    }

    @Test
    void bind_nothingConfigured_noProvider() {
        runner.run(context -> assertThat(providers(context)).isEmpty());
    }

    @Test
    void bind_onlyTheEnvironmentsKey_oneProviderWithTheDefaultModel() {
        runner.withPropertyValues("OPENAI_API_KEY=" + KEY)
                .run(context -> assertThat(providers(context))
                        .extracting(CloudProvider::modelName)
                        .containsExactly("gpt-5-mini"));
    }

    @Test
    void bind_environmentWithModelAndAddress_bothUsed() {
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"))) {
            runner.withPropertyValues(
                            "OPENAI_API_KEY=" + KEY,
                            "OPENAI_MODEL=other",
                            "OPENAI_BASE_URL=" + upstream.address() + "/x/v1/")
                    .run(context -> {
                        CloudProvider provider = providers(context).getFirst();
                        provider.complete(ClearedFixture.of("{}"), false, ClientPresence.UNKNOWN);

                        assertThat(provider.target().id()).isEqualTo("other");
                        assertThat(upstream.requests().getFirst().start()).startsWith("POST /x/v1/chat/completions ");
                        assertThat(upstream.requests().getFirst().headers())
                                .containsEntry("authorization", "Bearer " + KEY);
                    });
        }
    }

    @Test
    void bind_providersListed_environmentIsNoProvider() {
        provider("OPENAI_API_KEY=" + KEY)
                .run(context -> assertThat(providers(context))
                        .extracting(provider -> provider.target().id())
                        .containsExactly("m1"));
    }

    @Test
    void bind_minimalProvider_documentedDefaults() {
        provider().run(context -> {
            CloudProperties.Provider one =
                    context.getBean(CloudProperties.class).providers().getFirst();

            assertThat(one.kind()).isEqualTo(CloudProperties.Kind.OPENAI);
            assertThat(one.limits().firstTokenTimeout()).isEqualTo(Duration.ofSeconds(60));
            assertThat(one.limits().maxAnswerSize().toMegabytes()).isEqualTo(32);
            assertThat(one.resilience().maxConcurrent()).isEqualTo(64);
            assertThat(one.models().getFirst().contextWindow()).isEqualTo(128_000);
        });
    }

    @Test
    void bind_everything_mapped() {
        provider(
                        FIRST + "kind=anthropic",
                        FIRST + "api-key=" + KEY,
                        FIRST + "models[0].id=alias",
                        FIRST + "models[0].context-window=200000",
                        FIRST + "models[0].capabilities=tools,vision",
                        FIRST + "models[0].prices[0].from=2026-01-01",
                        FIRST + "models[0].prices[0].input-per-million=3000000",
                        FIRST + "models[0].prices[0].output-per-million=15000000",
                        FIRST + "models[0].prices[0].per-request=7",
                        FIRST + "models[0].tokenizer=cl100k",
                        FIRST + "models[0].answer-limit-field=max_tokens",
                        FIRST + "limits.idle-timeout=7s",
                        FIRST + "resilience.attempts=1")
                .run(context -> {
                    CloudProvider model = providers(context).getFirst();

                    assertThat(model.target().id()).isEqualTo("alias");
                    assertThat(model.modelName()).isEqualTo("m1");
                    assertThat(model.target().contextWindow()).isEqualTo(200_000);
                    assertThat(model.target().capabilities())
                            .containsExactlyInAnyOrder(Capability.TOOLS, Capability.VISION);
                    assertThat(model.pricing().at(Instant.parse("2025-12-31T23:59:59Z")))
                            .isEmpty();
                    assertThat(model.pricing().at(Instant.parse("2026-01-01T00:00:00Z")))
                            .hasValue(new Tariff(3_000_000, 3_000_000, 15_000_000, 7));
                    assertThat(model.pricing().bound().counter()).isEqualTo(TokenCounter.CL100K);
                    assertThat(model.pricing().limitField()).isEqualTo("max_tokens");
                    assertThat(context.getBean(CloudProperties.class).toString())
                            .contains("***")
                            .doesNotContain(KEY);
                });
    }

    @Test
    void bind_keyInAFile_readWithoutItsLineEnd(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
        try (RecordingUpstream upstream = RecordingUpstream.start(UpstreamReply.json("{}"))) {
            provider(FIRST + "api-key-file=" + file, FIRST + "base-url=" + upstream.address())
                    .run(context -> {
                        providers(context).getFirst().complete(ClearedFixture.of("{}"), false, ClientPresence.UNKNOWN);

                        assertThat(upstream.requests().getFirst().headers())
                                .containsEntry("authorization", "Bearer " + KEY);
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base-url=http://api.example.com/v1|plain http to another machine",
                "base-url=http://192.168.0.7/v1|plain http to another machine",
                "base-url=http://127.0.0.1.example.com/v1|plain http to another machine",
                "base-url=ftp://api.example.com|http(s) address",
                "base-url=https://user:sk-secret-9876@api.example.com|no user",
                "api-key-env=NOT_SET_ANYWHERE|`NOT_SET_ANYWHERE`",
                "api-key-file=/nonexistent/key|cannot be read",
                "models[0].name=auto|may not be called `auto`",
                "models[1].name=m1|used twice"
            })
    void bind_unusable_startupFailsSayingWhy(String property, String words) {
        provider(FIRST + property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidCloudConfiguration.class)
                        .hasMessageContaining(words)
                        .message()
                        .doesNotContain(KEY));
    }

    @ParameterizedTest
    @CsvSource({
        "base-url=http://localhost:1/v1",
        "base-url=http://127.9.9.9:1/v1",
        "base-url=http://[::1]:1/v1",
        "allow-insecure=true"
    })
    void bind_plainHttpToThisMachineOrAllowed_accepted(String property) {
        provider(FIRST + property).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void bind_twoKeySources_startupFailsWithoutShowingTheKey() {
        provider(FIRST + "api-key=" + KEY, FIRST + "api-key-env=X")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("only one of")
                        .message()
                        .doesNotContain(KEY));
    }

    @ParameterizedTest
    @CsvSource({"api-kee=x", "id=Not Valid", "models[0].context-window=0", "resilience.failure-rate=101"})
    void bind_misspeltOrOutOfRange_startupFails(String property) {
        provider(FIRST + property).run(context -> assertThat(context).hasFailed());
    }

    @Test
    void toString_secret_masked() {
        assertThat(Secret.of(KEY)).hasToString("***");
        assertThat(Secret.of(" " + KEY + "\n")).isEqualTo(Secret.of(KEY));
    }
}
