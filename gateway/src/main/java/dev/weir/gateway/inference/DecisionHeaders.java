package dev.weir.gateway.inference;

/**
 * What the {@code x-weir-*} headers say.
 *
 * @param decision id of the decision entry
 * @param route {@code local}, {@code cloud} or {@code blocked}
 * @param model id of the model that answers; {@code none} where nobody does
 * @param policy {@code name@version}
 * @param reason short code
 */
public record DecisionHeaders(String decision, String route, String model, String policy, String reason) {}
