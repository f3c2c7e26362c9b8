package dev.weir.gateway.openai;

import dev.weir.gateway.error.RequestId;
import dev.weir.gateway.inference.ChatGateway;
import dev.weir.gateway.inference.ChatReply;
import dev.weir.gateway.inference.ChatRequest;
import dev.weir.gateway.inference.ChunkStream;
import dev.weir.gateway.inference.ClientPresence;
import dev.weir.gateway.inference.PipelineReply;
import dev.weir.gateway.inference.RefusedException;
import dev.weir.gateway.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/chat/completions}. The field {@code stream} alone decides the answer's form; {@code Accept} is
 * ignored, since clients send {@code application/json} for streams too.
 */
@RestController
class ChatCompletionsController {

    private static final Logger LOG = LoggerFactory.getLogger(ChatCompletionsController.class);

    private final ChatGateway gateway;
    private final ChatRequestParser parser;
    private final WireLimits limits;
    private final StreamSettings streaming;

    ChatCompletionsController(
            ChatGateway gateway, ChatRequestParser parser, WireLimits limits, StreamSettings streaming) {
        this.gateway = gateway;
        this.parser = parser;
        this.limits = limits;
        this.streaming = streaming;
    }

    @PostMapping("/v1/chat/completions")
    void complete(@AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = RequestBody.read(request, limits.maxRequestBytes().toBytes());
        ChatRequest chat = parser.parse(request, WireJson.object(body));
        try (ClientWatch client =
                ClientWatch.start(ConnectionValve.goneProbe(request).orElse(() -> false), streaming.clientCheck())) {
            PipelineReply reply = answer(caller, request, response, chat, client);
            switch (reply.reply()) {
                case ChatReply.Whole(ObjectNode completion) -> JsonAnswer.write(response, completion);
                case ChatReply.Streamed(ChunkStream chunks) -> stream(chunks, client, RequestId.of(request), response);
            }
        }
    }

    private PipelineReply answer(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            ChatRequest chat,
            ClientPresence client) {
        try {
            PipelineReply reply = gateway.answer(caller, RequestId.of(request), chat, client);
            WeirHeaders.set(response, reply.headers());
            return reply;
        } catch (RefusedException refused) {
            WeirHeaders.set(response, refused.headers());
            throw refused.error();
        }
    }

    private void stream(ChunkStream chunks, ClientPresence client, String requestId, HttpServletResponse response) {
        try (chunks) {
            client.onGone(chunks::close);
            // a failure of the first chunk is still a plain error answer
            Optional<ObjectNode> first = chunks.next();
            try (ChunkPump rest = ChunkPump.start(chunks, requestId)) {
                EventStream.begin(response).writeAll(first, rest, streaming.keepAlive());
            }
        } catch (IOException clientLeft) {
            LOG.debug("{}: the client left in the middle of its stream", requestId);
        } catch (InterruptedException shutdown) {
            Thread.currentThread().interrupt();
        }
    }
}
