package dev.weir.gateway.admin;

import dev.weir.gateway.audit.shipping.Shipping;
import dev.weir.gateway.audit.shipping.ShippingState;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far each receiver has the decision log. */
@RestController
class ShippingController {

    private final Shipping shipping;

    ShippingController(Shipping shipping) {
        this.shipping = shipping;
    }

    /** One item for each configured receiver. */
    record Receivers(List<ShippingState> items) {
        Receivers {
            items = List.copyOf(items);
        }
    }

    @GetMapping("/api/admin/v1/audit/shipping")
    Receivers shipping() {
        return new Receivers(shipping.states());
    }
}
