package dev.weir.gateway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.CloudGateway;
import dev.weir.gateway.CloudGateway.Answer;
import dev.weir.gateway.inference.cloud.RecordingUpstream;
import dev.weir.gateway.inference.cloud.UpstreamReply;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway with a hedge configured as documented. */
class HedgedGatewayTest {

    private static final String POLICY = """
            default: {cloud: as_is}
            rules:
              - {id: away, when: "true", effect: prefer_cloud}
            """;
    private static final UpstreamReply ANSWER = UpstreamReply.openAiStream(
            List.of(
                    "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"quick\"},\"finish_reason\":null}]}",
                    "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
            Duration.ZERO);

    @Test
    void slowProvider_clientGetsTheOthersAnswer_andHeadersAndLogTellOfBoth(@TempDir Path folder) throws Exception {
        try (RecordingUpstream slow = RecordingUpstream.start(UpstreamReply.silence());
                RecordingUpstream quick = RecordingUpstream.start(ANSWER);
                CloudGateway gateway = CloudGateway.start(
                        folder,
                        POLICY,
                        "weir.cloud.hedge.after=100ms",
                        "weir.cloud.providers[0].id=slow",
                        "weir.cloud.providers[0].base-url=" + slow.address(),
                        "weir.cloud.providers[0].models[0].name=slow-model",
                        "weir.cloud.providers[1].id=quick",
                        "weir.cloud.providers[1].base-url=" + quick.address(),
                        "weir.cloud.providers[1].models[0].name=quick-model");
                HttpClient client = HttpClient.newHttpClient()) {
            Answer answer = CloudGateway.ask(client, gateway.address(), """
                    {"model":"auto","stream":true,"messages":[{"role":"user","content":"Compare two proofs."}]}""");

            assertThat(answer.response().body()).contains("quick", "[DONE]");
            assertThat(answer.header("x-weir-model")).isEqualTo("quick-model");
            assertThat(answer.header("x-weir-reason")).isEqualTo("hedged");
            assertThat(slow.awaitHangUp()).isTrue();
            String won = answer.header("x-weir-decision");
            String lost = answer.header("x-weir-hedge");
            assertThat(lost).startsWith("dec_").isNotEqualTo(won);
            assertThat(entries(gateway, client, folder, lost)).contains("slow-model", "hedge_lost");
            assertThat(entries(gateway, client, folder, won)).contains("quick-model", "\"hedged\"");
        }
    }

    private static String entries(CloudGateway gateway, HttpClient client, Path folder, String decision)
            throws Exception {
        return gateway.admin(client, folder, "audit/entries?decision=" + decision)
                .response()
                .body();
    }
}
