package dev.weir.gateway.cli;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Tells the server the settings that the command reads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ModelStoreProperties.class)
class CliConfiguration {}
