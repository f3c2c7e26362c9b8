package dev.weir.gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UsageTest {

    @Test
    void of_openAisForm_read() {
        assertThat(Usage.of(JsonMapper.shared().readTree("""
                {"usage": {"prompt_tokens": 20, "completion_tokens": 7, "total_tokens": 27,
                  "prompt_tokens_details": {"cached_tokens": 16}}}
                """))).hasValue(new Usage(20, 16, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"usage\":null}",
                "{\"usage\":7}",
                "{\"usage\":{\"prompt_tokens\":20}}",
                "{\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":7}}",
                "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":7}}",
                "{\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":-7}}",
                "{\"usage\":{\"prompt_tokens\":20.5,\"completion_tokens\":7}}",
                "{\"usage\":{\"prompt_tokens\":\"20\",\"completion_tokens\":7}}",
                "{\"usage\":{\"prompt_tokens\":99999999999,\"completion_tokens\":7}}",
                "{\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":21}}}",
                "{\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":\"x\"}}}"
            })
    void of_missingOrImpossible_empty(String answer) {
        assertThat(Usage.of(JsonMapper.shared().readTree(answer))).isEmpty();
    }
}
