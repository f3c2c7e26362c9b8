package dev.weir.gateway.openai;

import dev.weir.gateway.error.GatewayErrorCode;
import dev.weir.gateway.error.GatewayException;
import dev.weir.gateway.inference.ChatGateway;
import dev.weir.gateway.inference.ListedModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /v1/models} and {@code GET /v1/models/{id}}; an id may hold slashes, plain or as {@code %2F}. */
@RestController
class ModelsController {

    private static final String PATH = "/v1/models";

    private final ChatGateway gateway;

    ModelsController(ChatGateway gateway) {
        this.gateway = gateway;
    }

    @GetMapping(PATH)
    void list(HttpServletResponse response) throws IOException {
        ObjectNode list = WireJson.emptyObject();
        list.put("object", "list");
        ArrayNode data = list.putArray("data");
        gateway.models().forEach(model -> data.add(entry(model)));
        JsonAnswer.write(response, list);
    }

    @GetMapping(PATH + "/{*id}")
    void retrieve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = UriUtils.decode(request.getRequestURI().substring(PATH.length() + 1), StandardCharsets.UTF_8);
        ListedModel found = gateway.models().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> GatewayException.about(
                        "model",
                        GatewayErrorCode.MODEL_NOT_FOUND,
                        "There is no such model. GET /v1/models lists those there are."));
        JsonAnswer.write(response, entry(found));
    }

    private static ObjectNode entry(ListedModel model) {
        ObjectNode entry = WireJson.emptyObject();
        entry.put("id", model.id());
        entry.put("object", "model");
        entry.put("created", model.created().getEpochSecond());
        entry.put("owned_by", model.ownedBy());
        return entry;
    }
}
