package dev.weir.gateway.inference;

import dev.weir.gateway.error.GatewayErrorCode.Category;
import dev.weir.gateway.error.GatewayException;

/** Why a cloud call failed: the cause of the {@link GatewayException} that it ends in. */
public interface CloudFault {

    /** Whether the provider may bill the call all the same. */
    boolean mayBeBilled();

    /** The same of any failure of a cloud call: where nothing else is known, it may, unless the caller was at fault. */
    static boolean mayBeBilled(GatewayException failure) {
        return failure.getCause() instanceof CloudFault fault
                ? fault.mayBeBilled()
                : failure.code().category() != Category.CALLER;
    }
}
