package dev.weir.policy.detection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressRecogniserTest {

    private final WebAddressRecogniser recogniser = new WebAddressRecogniser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the slides are at «https://learn.uni-example.edu/plugin.php/1025/mod/content/1/Lecture%201.pdf» now",
                "ask fetch(\"«https://bot.example-chat.space/api/v1/chat/result»\", {method})",
                "{'title': 'News', 'link': '«https://news.example.org/2031/04/02/tech/story/index.html»', 'n': 1}",
                "as «https://forum.example.org/view?topic=1234567890&from=inbox&page=3» says",
                "my page is «example.com/ada», see there",
            })
    void recognise_addressThatIsTold_foundWhole(String marked) {
        String text = marked.replace("«", "").replace("»", "");

        assertThat(recogniser.recognise(text))
                .singleElement()
                .satisfies(match -> assertThat(text.substring(match.start(), match.end()))
                        .isEqualTo(marked.substring(marked.indexOf('«') + 1, marked.indexOf('»'))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"https://example.org/a\">here</a>",
                "run curl -X POST https://example.org/api/token -d grant_type=x",
                "X-Mail-Organization-Source: mx01.int.example.com",
                "image https://cdn.example.org/7a388b69018576d24b59331fd60aab0c.png loads",
                "[docs](https://example.org/docs)",
            })
    void recognise_addressOfAMachine_notFound(String text) {
        assertThat(recogniser.recognise(text)).isEmpty();
    }
}
