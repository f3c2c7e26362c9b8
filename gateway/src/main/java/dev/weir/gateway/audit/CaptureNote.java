package dev.weir.gateway.audit;

/**
 * What a decision says of the content that is to be kept.
 *
 * @param subject fingerprint of the person it is about
 * @param bytes length of the request in UTF-8, before anything is done to it
 */
public record CaptureNote(String subject, long bytes) {}
