package dev.weir.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the gateway. */
@SpringBootApplication
public class WeirApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WeirApplication.class, arguments);
    }
}
